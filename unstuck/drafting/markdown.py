"""Markdown to HTML that knows its lines: the dialects of help pages, by markdown-it's plugins."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

# The front matter of Hugo, whose fields are TOML.
_TOML = re.compile(r"\A\+{3}(\n.*?\n)\+{3}$", re.S | re.M)
_CODE = re.compile(r"^[ >]*(`{3,}+|~{3,}+)[^\n]*\n(?:.*\n)*?[ >]*\1|(?<!`)(`++)[^`\n]+\2(?!`)", re.M)
# What site builders read and no reader sees: tags of Liquid, Hugo and Vue, attributes in braces, imports of components.
_TAGS = re.compile(
    r"\{%.*?%\}|\{%[^{}]*%\}|\{\{[<%].*?[>%]\}\}|\{:?\s*[.#:][^{}\n]*\}|^\[\[?_*(?i:toc)_*\]?\]$"
    r"""|^import (?:.+ from )?["'].+["'];?$|^export (?:const|default|let|function) .+$""",
    re.M,
)
# Words that are not translated, and pictures, as Microsoft writes them: `:::no-loc text="File":::`.
_WORDS = re.compile(r':::no-loc text="([^"\n]*)":::')
_PICTURE = re.compile(r':::image (?:(?!:::|alt-text=)[^\n])*(?:alt-text="([^"\n]*)")?(?:(?!:::)[^\n])*:::')
# A link between the pages of a wiki, whose words stand behind a line: `[[Page|words]]`.
_WIKI = re.compile(r"!?\[\[#?(?=[^\W\d])(?:[^\]|\n]*\|)?([^\]|\n]+)\]\]")
# A tab of MkDocs, `=== "Windows"`, is an admonition by another mark.
_TAB = re.compile(r'^( *)={3}[!+]? (".+")', re.M)
# `::: note Title` and `:::note[Title]`.
_BOX = re.compile(r"\s*\{?\.?([\w-]+)\}?\s*\[?(.*?)\]?\s*$")
_TITLE = re.compile(r"^title\s*[:=]\s*(['\"]?)(.+?)\1\s*$", re.M | re.I)
BOXES = "boxes"  # what the parser is told: whether a page has any
# A component, `<Step title="Open it">`, and what of its attributes is read.
_COMPONENT = re.compile(r"""<(/?)([A-Z][\w.]*+)((?:[^<>"'{}]|"[^"]*"|'[^']*'|\{(?:[^{}]|\{[^{}]*\})*\})*?)(/?)>""")
_NAMED = re.compile(r"""\b(?:title|label|summary|header|question)=\{?(["'])(.+?)\1""", re.S)
_VALUE = re.compile(r"""\b(?:name|value)=(["'])(.+?)\1""")
# Shortcodes and tags that come in pairs: `{{% note %}} … {{% /note %}}`, `{% tab title="Mac" %} … {% endtab %}`.
_PAIRED = re.compile(r"\{(?:\{[<%]|%)-?\s*(/|end)?([a-z][\w-]*+)\s*+([^{}]*?)-?(?:[>%]\}|%)\}")
# A line with nothing but tags.
_TAGS_ALONE = re.compile(r"\s*(?:</?[a-zA-Z][\w-]*(?:\s[^<>]*)?>\s*)+$")


def to_html(text: str) -> str:
    """HTML of a Markdown text; elements carry the line that they come from as `data-line`, counted from 1.

    A box of colons, a component and a pair of shortcodes become `<box kind title>`.
    """
    text, parts, place = _TOML.sub(r"---\1---", text), list[str](), 0
    for code in _CODE.finditer(text):
        parts += [_plain(text[place : code.start()]), code.group()]
        place = code.end()
    text = "\n".join(_set_out("".join((*parts, _plain(text[place:]))).split("\n")))
    return str(_parser().render(text, {BOXES: "<box " in text}))


def _plain(text: str) -> str:
    """Text outside of code, in Markdown that the parser knows; its lines keep their numbers."""
    ends = {name for end, name, _ in _PAIRED.findall(text) if end}
    text = _PAIRED.sub(lambda tag: _opened(tag, tag[1], tag[2], tag[3]) if tag[2] in ends else tag[0], text)
    text = _COMPONENT.sub(lambda tag: _opened(tag, tag[1], tag[2], tag[3]) if not tag[4] else _lines(tag), text)
    text = _TAGS.sub(_lines, text)
    text = _PICTURE.sub(r"![\1]()", _WORDS.sub(r"\1", text))
    return _TAB.sub(r"\1!!! tab-item \2", _WIKI.sub(r"\1", text))


def _lines(tag: re.Match[str]) -> str:
    """Nothing but the line breaks of what no reader sees."""
    return "\n" * tag.group().count("\n")


def _opened(tag: re.Match[str], ends: str, name: str, attributes: str) -> str:
    """What begins or ends a box; its title is the attribute that names it, or a lone one between quotation marks."""
    if ends:
        return "</box>" + _lines(tag)
    found = _NAMED.search(attributes) or _VALUE.search(attributes) or re.search(r"""^\s*(["'])(.+?)\1""", attributes)
    title = html.escape(" ".join(found.group(2).split())) if found else ""
    return f'<box kind="{name.lower()}" title="{title}">{_lines(tag)}'


def _set_out(lines: Sequence[str]) -> Iterator[str]:
    """The lines, with what is set in within boxes as far to the left as the box."""
    offsets = [0]
    for place, line in enumerate(lines):
        indent = len(line) - len(line.lstrip())
        alone = line.count("<box ") - line.count("</box>") if _TAGS_ALONE.match(line) else 0
        del offsets[max(len(offsets) + min(alone, 0), 1) :]
        yield line[min(indent, offsets[-1]) :]
        if alone > 0:
            first = next((one for one in lines[place + 1 :] if one.strip()), "")
            offsets += [offsets[-1] + max(len(first) - len(first.lstrip()) - indent, 0)] * alone


def _alone(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A block rule of pages with boxes: a line with nothing but tags, whatever stands around it."""
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if not state.env.get(BOXES) or not _TAGS_ALONE.match(line):
        return False
    if not silent:
        token = state.push("html_block", "", 0)
        token.map, token.content = [start, start + 1], f"{line}\n"
        state.line = start + 1
    return True


def simple_to_html(text: str) -> str:
    """The same of Markdown that plain text was made to: what is indented is no code, and a tag is no tag."""
    return str(_parser("code", "html_block", "html_inline").render(text))


@lru_cache
def _parser(*without: str) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}, renderer_cls=_Renderer).enable(["table", "strikethrough"])
    parser.disable(without)
    around: Any = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    parser.block.ruler.before("html_block", "box_alone", _alone, around)  # what ends where such a line begins
    parser.use(front_matter_plugin).use(deflist_plugin).use(admon_plugin).use(tasklists_plugin)
    return parser.use(container_plugin, "box", validate=lambda words, *_: bool(_BOX.match(words)), render=_box)


class _Renderer(RendererHTML):
    """Renders as usual, with lines."""

    def render(self, tokens: Sequence[Token], options: Any, env: Any) -> str:
        for token in tokens:
            if token.map and token.nesting >= 0:
                token.attrSet("data-line", str(token.map[0] + 1))
        return super().render(tokens, options, env)

    def html_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f'<i data-line="{tokens[idx].attrs["data-line"]}"></i>{tokens[idx].content}'

    def front_matter(self, tokens: Sequence[Token], index: int, *_: Any) -> str:
        return title_of(tokens[index].content)

    def fence(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f'<pre data-line="{tokens[idx].attrs["data-line"]}">{html.escape(tokens[idx].content)}</pre>'


def title_of(front: str) -> str:
    """The title that a page's front matter gives it, as HTML."""
    found = _TITLE.search(front)
    return f'<title data-line="1">{html.escape(found.group(2))}</title>' if found else ""


def _box(_: Any, tokens: Sequence[Token], index: int, *__: Any) -> str:
    token = tokens[index]
    if token.nesting < 0:
        return "</box>"
    found = _BOX.match(token.info)
    kind, title = found.groups() if found else ("", "")
    return f'<box data-line="{token.attrs["data-line"]}" kind="{kind.lower()}" title="{html.escape(title)}">'
