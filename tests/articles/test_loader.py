"""An article file is loaded whole, or refused with file, line and reason."""

from pathlib import Path

import pytest

from tests.library import ARTICLES, EXAMPLES
from unstuck.articles.check import check, examples
from unstuck.articles.loader import load_article, load_articles
from unstuck.errors import ArticleError


@pytest.fixture
def broken(root, tmp_path):
    """The article with one piece of text replaced by another."""

    def write(old: str, new: str) -> Path:
        text = (ARTICLES / "threads_profile_photo.yml").read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "broken.yml"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return path

    return write


def refused_line(path: Path, reason: str) -> str:
    """The line that a broken article is refused for, with this reason."""
    with pytest.raises(ArticleError) as refused:
        load_article(path)
    places = [line for line in refused.value.message.splitlines() if reason in line]
    assert places, refused.value.message
    assert places[0].startswith(f"{path}:")
    return path.read_text(encoding="utf-8").splitlines()[int(places[0].split(":")[1]) - 1]


def line_of(path: Path, text: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


@pytest.mark.parametrize(
    ("old", "new", "near", "reason"),
    [
        ("  most_bytes: 10_000_000", "  most_bytes: many", "most_bytes: many", "integer"),
        ("  most_bytes: 10_000_000", "  most_bytes: -1", "most_bytes: -1", "greater than 0"),
        ("  - id: permission", "  - id: Photo Permission", "id: Photo Permission", "does not match"),
        ("methods: [photo_permission]", "methods: [nothing]", "methods: [nothing]", "there is no method 'nothing'"),
        ("  cause: image_file", "  cause: nothing", "cause: nothing", "there is no cause 'nothing'"),
        ("  - id: permission", "  - id: glitch", "id: glitch", "used twice"),
        ("intents: [describe_outdated_app]", "intents: [describe_photo_permission]", "id: reinstall", "points to"),
        ("product: Threads", "produkt: Threads", "produkt: Threads", "extra fields"),
        ("product: Threads\n", "", "# The app's labels", "field required"),
        ("intents: [describe_photo_permission]", "intents: []", "intents: []", "at least one"),
    ],
)
def test_a_mistake_is_refused_with_file_line_and_reason(broken, old, new, near, reason):
    assert near in refused_line(broken(old, new), reason)


def test_text_that_is_no_yaml_is_refused_with_its_line(tmp_path):
    path = tmp_path / "bad.yml"
    path.write_text("id: x\ntitle: [unclosed\n")
    with pytest.raises(ArticleError, match=r"bad\.yml:\d+: "):
        load_article(path)


@pytest.mark.parametrize("content", [b"", b"- just\n- a list\n", b"\xff\xfe\x00"])
def test_a_file_that_is_no_article_is_refused(tmp_path, content):
    path = tmp_path / "bad.yml"
    path.write_bytes(content)
    with pytest.raises(ArticleError, match=r"bad\.yml:1: "):
        load_article(path)


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(ArticleError, match="no article here"):
        load_articles(tmp_path)


def test_two_articles_with_one_id_are_refused(root, tmp_path):
    text = (ARTICLES / "threads_profile_photo.yml").read_text(encoding="utf-8")
    for name in ("a.yml", "b.yml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ArticleError, match="two articles have the id"):
        load_articles(tmp_path)


def test_articles_domain_and_examples_hold_together(root):
    assert check(ARTICLES, root, EXAMPLES) == (2, [])


def test_an_intent_that_nobody_can_say_is_a_fault(root, broken, tmp_path):
    broken("intents: [describe_photo_permission]", "intents: [describe_moon]")
    _, faults = check(tmp_path, root, EXAMPLES)
    assert len(faults) == 1
    assert "describe_moon" in faults[0]
    assert "domain.yml" in faults[0]


def test_every_intent_has_examples_enough(root):
    counts = {intent: len(texts) for intent, texts in examples(root, EXAMPLES).items()}
    for intent, count in counts.items():
        describes = intent.startswith(("report_", "describe_")) and intent != "report_still_failing"
        assert count >= (200 if intent == "out_of_scope" else 40 if describes else 15), intent


# -- an article's own intents --


@pytest.mark.parametrize(
    ("old", "new", "near", "reason"),
    [
        (
            "intents: [describe_photo_permission]",
            "intents: [threads_profile_photo.access]",
            "id: permission",
            "has to be called 'threads_profile_photo.permission'",
        ),
        (
            "intents: [report_profile_photo_error]",
            "intents: [threads_profile_photo.report]",
            "intents: [threads_profile_photo.report]",
            "has to be called 'threads_profile_photo.error'",
        ),
        (
            "intents: [describe_photo_permission]",
            "intents: [somebody_else.permission]",
            "id: permission",
            "has to be called",
        ),
        (
            "  - intent: ask_heic\n",
            "  - intent: threads_profile_photo.heic\n",
            "threads_profile_photo.heic",
            "needs `question:`",
        ),
        (
            "  - intent: ask_heic\n",
            "  - intent: threads_profile_photo.glitch\n    question: Why?\n",
            "threads_profile_photo.glitch",
            "called like a part",
        ),
        (
            "intents: [describe_photo_permission]",
            "intents: [describe_photo_permission]\n    within: [describe_image_problem]",
            "id: image_file",
            "points to",
        ),
        ("intents: [describe_photo_permission]", "intents: [a.b.c]", "intents: [a.b.c]", "does not match"),
        ("intents: [describe_photo_permission]", "intents: [a/b]", "intents: [a/b]", "does not match"),
    ],
)
def test_the_convention_for_own_intents_is_kept(broken, old, new, near, reason):
    assert near in refused_line(broken(old, new), reason)


@pytest.mark.parametrize(
    ("old", "new", "remedy"),
    [
        ("product: Threads\n", "", "add `product:`"),
        ("product: Threads", "produkt: Threads", "did you mean `product`"),
        ("  most_bytes: 10_000_000", "  most_bytes: 10 MB", "without a unit"),
        ("  - id: permission", "  - id: Photo Permission", "small letters"),
        ("  most_bytes: 10_000_000", "  most_bytes: 10.5", "a whole number"),
        ("  square: true", "  square: perhaps", "write true or false"),
        ("  formats: [JPEG", "  formats: [jpg, JPEG", "capital letters"),
        ("product: Threads", "product: 2024", "in quotes"),
        ("product: Threads", "product: ''", "write something there"),
        ("intents: [describe_photo_permission]", "intents: describe_photo_permission", "one `- entry` a line"),
        ("  - id: permission", "  - permission\n  - id: permission", "`field: value` lines"),
    ],
)
def test_a_mistake_comes_with_its_remedy(broken, old, new, remedy):
    with pytest.raises(ArticleError, match=remedy):
        load_article(broken(old, new))


# -- steps with branches, and devices --


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("to: no_update", "to: nowhere", "there is no step 'nowhere' in this method"),
        ("to: no_update", "too: no_update", "too"),
        ("variants:\n          face_id:", "variants:\n          toaster:", "there is no kind of device 'toaster'"),
    ],
)
def test_a_branch_and_a_variant_lead_to_what_there_is(broken, old, new, reason):
    with pytest.raises(ArticleError, match=reason):
        load_article(broken(old, new))


def test_a_device_without_words_of_its_own_takes_those_of_the_kind_that_it_is_like(article, knowledge):
    for method in article.methods:
        for step in method.steps:
            for kind, like in knowledge.devices.kinds.items():
                if like and like in step.variants:
                    assert step.text_for(kind) != step.text
