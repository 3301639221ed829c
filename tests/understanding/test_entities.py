import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from unstuck import settings
from unstuck.errors import ModelError
from unstuck.understanding.entities import EntityFinder


def named(finder, text, name):
    return [entity.value for entity in finder.find(text) if entity.name == name]


@pytest.mark.parametrize(
    ("text", "device"),
    [
        ("I have an iPhone SE", "home_button"),
        ("iphone 8+", "home_button"),
        ("iphone7", "home_button"),
        ("it has a home button", "home_button"),
        ("the SE 2020", "home_button"),
        ("8 plus", "home_button"),
        ("i phone 6s", "home_button"),
        ("iPhone 15 Pro Max", "face_id"),
        ("iphone13", "face_id"),
        ("iphne 12", "face_id"),
        ("13 pro", "face_id"),
        ("iPhone X", "face_id"),
        ("iphone xr", "face_id"),
        ("iphone 16e", "face_id"),
        ("no home button", "face_id"),
        ("it doesn't have a home button", "face_id"),
        ("face id one", "face_id"),
        ("iPad Air", "ipad"),
        ("my i-pad", "ipad"),
        ("an iphone", "iphone"),
    ],
)
def test_a_device_is_one_of_the_kinds_whose_gestures_differ(finder, text, device):
    assert named(finder, text, "device") == [device]


@pytest.mark.parametrize("text", ["my phone", "15 minutes", "changed it 8 times", "the x button", "se acabo"])
def test_what_names_no_device_is_none(finder, text):
    assert named(finder, text, "device") == []


@pytest.mark.parametrize(
    ("text", "version"),
    [("on iOS 17.2", "17.2"), ("ios16", "16"), ("iPadOS 15.8.1", "15.8.1"), ("iOS version 17,1", "17.1")],
)
def test_an_ios_version_is_its_number(finder, text, version):
    assert named(finder, text, "os_version") == [version]


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("12 MB", 12_000_000),
        ("12mb", 12_000_000),
        ("3,5 mb", 3_500_000),
        ("it's 800 KB", 800_000),
        ("ten megs", 10_000_000),
        ("1.5 gigabytes", 1_500_000_000),
        ("4096 bytes", 4096),
    ],
)
def test_a_file_size_is_in_bytes(finder, text, size):
    assert named(finder, text, "file_size") == [size]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("changed it five times", 5),
        ("5x today", 5),
        ("10 times", 10),
        ("twice", 2),
        ("the third time", 3),
        ("a dozen times", 12),
        ("only once", 1),
        ("a couple of times", 2),
        ("half a dozen times", 6),
    ],
)
def test_a_count_may_be_a_word_or_a_number(finder, text, count):
    assert named(finder, text, "count") == [count]


def test_several_times_is_no_count(finder):
    assert named(finder, "changed it several times", "count") == []


@pytest.mark.parametrize(
    ("text", "formats"),
    [("HEIC", ["heic"]), ("jpg or png", ["jpeg", "png"]), ("photo .webp", ["webp"]), ("a jepg", ["jpeg"])],
)
def test_a_format_has_one_name(finder, text, formats):
    assert named(finder, text, "file_format") == formats


@pytest.mark.parametrize(
    ("text", "platform"),
    [("on android", "android"), ("galaxy", "android"), ("my macbook", "mac"), ("windows pc", "windows")],
)
def test_another_platform_is_recognised(finder, text, platform):
    assert named(finder, text, "platform") == [platform]


@pytest.mark.parametrize(
    ("text", "number"),
    [("fix 3", "3"), ("method two", "2"), ("the first one", "1"), ("#4", "4"), ("no. 5", "5"), ("the last one", "last"),
     ("2nd fix", "2"), ("number five", "5")],
)  # fmt: skip
def test_a_fix_may_be_counted(finder, text, number):
    assert named(finder, text, "method") == [number]


@pytest.mark.parametrize("text", ["no one", "first time", "one more thing", "number of photos"])
def test_not_every_number_counts_a_fix(finder, text):
    assert named(finder, text, "method") == []


def test_every_fix_is_found_by_each_of_its_names_and_its_inflections(finder, article):
    for method in article.methods:
        for name in method.names:
            assert named(finder, f"I want {name} please", "method") == [method.id], name
    assert named(finder, "already restarted my phone", "method") == ["restart_device"]
    assert named(finder, "deleting the app", "method") == ["reinstall"]
    assert named(finder, "force quitting it", "method") == ["force_quit"]


def test_what_fixes_of_two_articles_are_called_names_both(article):
    method = article.method("restart_device").model_copy(update={"id": "reboot_it", "names": ("restarting my phone",)})
    both = EntityFinder.load(settings.read().patterns, (article, article.model_copy(update={"methods": (method,)})))
    assert named(both, "already restarted my phone", "method") == ["restart_device reboot_it"]


def test_the_words_of_an_error_message_name_no_fix(finder):
    found = finder.find("Profile Photo Update Failed")
    assert [(entity.name, entity.value) for entity in found] == [("error_message", "Profile Photo Update Failed")]


@given(st.text(max_size=200))
@example("XR")  # a device, and which one
def test_entities_lie_where_they_say_and_those_of_one_name_never_overlap(finder, text):
    ends: dict[str, int] = {}
    for entity in finder.find(text):
        assert text[entity.start : entity.end] == entity.text
        assert entity.start >= ends.get(entity.name, 0)
        ends[entity.name] = entity.end


def test_a_missing_pattern_file_is_told(tmp_path):
    with pytest.raises(ModelError) as caught:
        EntityFinder.load(tmp_path, ())
    assert caught.value.code == "no_patterns"
