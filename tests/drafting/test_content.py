"""Of a web page its article is read, and what stands around it is told."""

import pytest

from unstuck.drafting.tree import text_of

STEPS = "<p>Hold the key of the lamp until it blinks, then wait for a minute, and hold it once more.</p>" * 3


@pytest.mark.parametrize("tag", ["main", "article"])
def test_menus_and_footers_are_around_the_page_and_scripts_are_nowhere(page, tag):
    read = page(
        f"<html><body><nav><a href=x>Home page</a></nav><{tag}><h1>T</h1><p>Hold the key.</p></{tag}>"
        "<footer>Imprint 2024</footer><script>alert(1)</script></body></html>",
        "a.html",
    )
    assert text_of(*read.root.blocks) == "Hold the key."
    assert {"Home page", "Imprint 2024"} <= {text for _, text in read.around}
    assert "alert" not in str(read)


def test_a_menu_inside_the_article_is_around_it_too(page):
    read = page("<main><h1>T</h1><nav><a href=x>On this page</a></nav><p>Hold the key.</p></main>", "a.html")
    assert (text_of(*read.root.blocks), read.around) == ("Hold the key.", ((1, "On this page"),))


def test_of_a_page_that_marks_nothing_the_article_is_found_by_its_text(page):
    cards = "<ul><li><a href=a>Prices</a><li><a href=b>Jobs</a></ul>"
    read = page(
        f"<html><body>\n<div class=top>{cards}</div>\n<div><h1>T</h1>{STEPS}</div>\n<div>Terms</div></body></html>",
        "a.html",
    )
    assert text_of(*read.root.blocks).count("blinks") == 3
    assert read.around == ((2, "- Prices\n- Jobs"), (4, "Terms"))


def test_of_several_articles_on_a_page_none_is_left_out(page):
    entries = "".join(f"<article><h2>{title}</h2>{STEPS}</article>" for title in ("It hums", "It smokes"))
    read = page(f"<html><body><h1>T</h1>{entries}</body></html>", "a.html")
    assert [one.title for one in read.root.sections] == ["It hums", "It smokes"]


def test_buttons_that_fold_what_is_behind_them_are_headings_of_it(tree):
    fold = "<button>{0}</button><div><p>Tap {0} and wait until it is done, then go on.</p></div>"
    root = tree(f"<body><main><h1>T</h1>{fold.format('Hum')}{fold.format('Smoke')}</main></body>", "a.html")
    assert [one.title for one in root.sections] == ["Hum", "Smoke"]
