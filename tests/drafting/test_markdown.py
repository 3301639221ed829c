"""The dialects of Markdown in which help pages are written."""

import pytest

from unstuck.drafting.tree import Note, Tabs, text_of


@pytest.mark.parametrize(
    "text",
    [
        '# T\n\n=== "Mac"\n\n    1. Open.\n\n=== "Windows"\n\n    1. Start.\n',
        '# T\n\n<Tabs>\n<TabItem value="m" label="Mac">\n\n1. Open.\n\n</TabItem>\n'
        '<TabItem value="w" label="Windows">\n\n1. Start.\n\n</TabItem>\n</Tabs>\n',
    ],
)
def test_tabs_are_kept_apart(tree, text):
    (tabs,) = [block for block in tree(text).blocks if isinstance(block, Tabs)]
    assert [(label, text_of(*blocks)) for label, blocks in tabs.tabs] == [("Mac", "1. Open."), ("Windows", "1. Start.")]


@pytest.mark.parametrize(
    "text",
    ["!!! tip\n    Be quick.\n", ":::tip\nBe quick.\n:::\n", "> [!TIP]\n> Be quick.\n", "<aside>Be quick.</aside>\n"],
)
def test_boxes_are_remarks(tree, text):
    (note,) = tree(f"# T\n\n{text}").blocks
    assert isinstance(note, Note)
    assert text_of(note) in ("Be quick.", "Tip\nBe quick.")


def test_what_is_folded_is_a_section(tree):
    root = tree(
        "# T\n\n<details><summary>It hums</summary>\n\nWait.\n\n</details>\n\n:::details It smokes\nRun.\n:::\n"
    )
    assert [(one.title, text_of(*one.blocks)) for one in root.sections] == [("It hums", "Wait."), ("It smokes", "Run.")]


def test_what_site_builders_read_is_no_text(tree):
    text = "---\ntitle: T\n---\nimport X from 'x'\n\n{% note %}Wait.{% endnote %}\n\n[a](https://b.example){:target=\"_blank\"}\n"
    root = tree(text)
    assert (root.title, text_of(*root.blocks)) == ("T", "Wait.\n[a](https://b.example)")


@pytest.mark.parametrize(
    "front", ["---\ntitle: 'It''s dark'\n---\n", '+++\ntitle = "It\'s dark"\ndraft = false\n+++\n']
)
def test_the_fields_above_a_page_give_its_title_and_are_no_text(tree, front):
    root = tree(f"{front}\n## One\n\nGo.\n")
    assert root.title.replace("''", "'") == "It's dark"
    assert [text_of(*one.blocks) for one in root.walk()] == ["", "Go."]


@pytest.mark.parametrize(
    "line",
    [
        "Import your photos from the card.",
        "Export the chats, then look = wait.",
        "import photos from the camera = easy",
    ],
)
def test_a_sentence_on_importing_is_no_import_of_a_site_builder(tree, line):
    assert text_of(*tree(f"# T\n\n{line}\n\nGo.\n").blocks) == f"{line}\nGo."


def test_lines_keep_their_numbers_behind_what_is_taken_out(tree):
    root = tree('import Tabs from "@theme/Tabs";\nexport const x = 1;\n\n# T\n\n{% note\n%}\nGo.\n')
    assert (root.line, root.blocks[0].line, text_of(*root.blocks)) == (4, 8, "Go.")


def test_the_boxes_of_a_list_to_tick_off_are_no_words(tree):
    assert text_of(*tree("# T\n\n- [ ] Restart it\n- [x] Look [here](https://a.example/b)\n").blocks) == (
        "- Restart it\n- Look [here](https://a.example/b)"
    )


def test_a_step_holds_its_code_its_list_and_what_follows_them(tree):
    text = (
        "# T\n\n1. Run this:\n   ```sh\n   $ run\n     done\n   ```\n   You see:\n   - a light\n     - a green one\n"
        "2. Go\n"
    )
    assert text_of(*tree(text).blocks) == "1. Run this:\n$ run\n  done\nYou see:\na light\na green one\n2. Go"


def test_lines_that_the_writer_broke_stay_broken(tree):
    assert text_of(*tree("# T\n\nOne  \ntwo\\\nthree\nfour\n").blocks) == "One\ntwo\nthree four"


def test_words_and_pictures_as_microsoft_writes_them_are_words_and_pictures(tree):
    text = (
        '1. Select **:::no-loc text="File":::**.\n   :::image type="content" source="m/k.png" alt-text="The menu.":::\n'
    )
    assert text_of(*tree(f"# T\n\n{text}2. Go\n").blocks) == "1. Select **File**. (Picture: The menu.)\n2. Go"


def test_links_between_the_pages_of_a_wiki_are_their_words(tree):
    text = "See [[Help#Logs|the logs]], [[#Cures]] and [[a](https://a.example/b)].\n"
    assert text_of(*tree(f"[[_TOC_]]\n\n# T\n\n{text}").blocks) == (
        "See the logs, Cures and [[a](https://a.example/b)]."
    )


@pytest.mark.parametrize(
    "code",
    [
        "docker ps --format '{{.Names}}'",
        "kubectl get pods -o jsonpath='{.items[0]}'",
        'import X from "x"',
        "echo ${#name} {% raw %} [[y]]",
    ],
)
@pytest.mark.parametrize("fence", ["```", "~~~"])
def test_code_is_kept_letter_by_letter(tree, code, fence):
    text = f"# T\n\n1. Run:\n   {fence}sh {{.x}}\n   {code}\n\n     {code}\n   {fence}\n2. Or `{code}` {{.x}}.\n"
    assert text_of(*tree(text).blocks) == f"1. Run:\n{code}\n  {code}\n2. Or **{code}** ."


def test_links_by_reference_and_bare_ones_keep_their_addresses(tree):
    text = "# T\n\nSee [it][1] or <https://a.example/x>.\n\n[1]: https://a.example/y\n"
    assert text_of(*tree(text).blocks) == "See [it](https://a.example/y) or https://a.example/x."


@pytest.mark.parametrize("box", ["::: warning Hot\nWait.\n:::\n", '!!! warning "Hot"\n    Wait.\n'])
def test_the_title_of_a_box_stands_above_its_text(tree, box):
    assert text_of(*tree(f"# T\n\n{box}").blocks).replace("**", "") == "Hot\nWait."


@pytest.mark.parametrize(
    "text",
    [
        '<Fold title="Port">\n    Open it:\n    1. Tap.\n\n    <img src="a.png" />\n    2. Go.\n</Fold>\n',
        '{% fold title="Port" %}\nOpen it:\n\n1. Tap.\n2. Go.\n{% endfold %}\n',
        '{{< fold "Port" >}}\nOpen it:\n\n1. Tap.\n2. Go.\n{{< /fold >}}\n',
        '<Group cols={2}>\n  <Fold\n    title="Port"\n  >\n    Open it:\n\n'
        "    1. Tap.\n    2. Go.\n  </Fold>\n</Group>\n",
    ],
)
def test_a_component_is_a_container_whose_title_is_its_heading(tree, text):
    (section,) = tree(f"# T\n\n{text}").sections
    assert (section.title, text_of(*section.blocks)) == ("Port", "Open it:\n1. Tap.\n2. Go.")


STEPS = (("Tap", "At the top."), ("Go", "Now."))


def test_steps_that_are_components_are_a_counted_list(tree):
    steps = "".join(f'  <Step title="{title}">\n    {text}\n  </Step>\n' for title, text in STEPS)
    assert text_of(*tree(f"# T\n\n<Steps>\n{steps}</Steps>\n").blocks) == "1. **Tap**\nAt the top.\n2. **Go**\nNow."


LONG = 300_000  # letters of which each, looked at again for every other one, takes hours


@pytest.mark.parametrize(
    "text", ["{% " + "a" * LONG, "{% a" + " " * LONG, "<A" + "a" * LONG, "<box>" * (LONG // 5) + "x"]
)
def test_what_never_ends_as_it_begins_is_read_once(tree, text):
    assert tree(f"# T\n\n{{% fold %}}Go.{{% endfold %}}\n\n{text}\n").title == "T"
