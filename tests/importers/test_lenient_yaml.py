import pytest

from blog.importers.lenient_yaml import YamlError, load


def test_plain_scalars_stay_as_they_are_typed():
    value, warnings = load("tags: [2016, 3.10, yes, no, null, on, C#, 1e3, 0755, ~, 12:30]")

    assert value == {
        "tags": ["2016", "3.10", "yes", "no", "null", "on", "C#", "1e3", "0755", "~", "12:30"]
    }
    assert warnings == ()


def test_dates_stay_text():
    assert load("date: 2016-02-30")[0] == {"date": "2016-02-30"}


def test_block_scalars_anchors_and_merges_are_yaml_as_usual():
    value, _ = load("base: &b {x: 1}\nall:\n  <<: *b\n  y: 2\nlong: >\n  one\n  two\n")

    assert value == {"base": {"x": "1"}, "all": {"x": "1", "y": "2"}, "long": "one two\n"}


def test_of_a_key_given_twice_the_last_counts_but_tags_are_joined():
    value, warnings = load("title: 第一\ntags: a\ntitle: 第二\ntags: [b, c]")

    assert value == {"title": "第二", "tags": ["a", "b", "c"]}
    assert len(warnings) == 2
    assert "title" in warnings[0]


def test_a_title_with_a_colon_and_a_tab_are_read_by_line():
    value, warnings = load('title: C++: 从入门 "上"\ndate: 2016-05-17\ntags:\n\t- 缩进\n\t- 二')

    assert value == {"title": 'C++: 从入门 "上"', "date": "2016-05-17", "tags": ["缩进", "二"]}
    assert "line 1" in warnings[0]


def test_reading_by_line_keeps_what_is_good_yaml_in_itself():
    value, _ = load("title: a: b\ntags: [x, 'y, z']\ncover:\n  src: a.png\nquoted: \"c\\td\"\n")

    assert value == {
        "title": "a: b",
        "tags": ["x", "y, z"],
        "cover": {"src": "a.png"},
        "quoted": "c\td",
    }


def test_a_key_that_cannot_be_read_is_named_and_left_out():
    value, warnings = load("title: a: b\nbroken:\n  x: [1\n  y: {2\n")

    assert value == {"title": "a: b"}
    assert any("broken" in warning for warning in warnings)


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 50_000,
        "a: &a [x]\nb: [" + "*a," * 51 + "]",
        "x" * 100_001,
    ],
    ids=["deep", "aliases", "long"],
)
def test_hostile_text_is_refused_or_read_by_line(text):
    try:
        value, warnings = load(text)
    except YamlError:
        return
    assert warnings
    assert isinstance(value, dict)


@pytest.mark.parametrize(
    "text",
    [
        "a: !!python/object/apply:os.system ['true']",
        "a: !!python/name:os.system x",
        "!!python/object/new:os.system\nargs: ['true']",
    ],
)
def test_tags_never_build_objects(text):
    try:
        value, _ = load(text)
    except YamlError:
        return
    assert "object at" not in repr(value)
    assert "function" not in repr(value)


def test_an_anchor_that_holds_itself_ends():
    value, warnings = load("title: t\ntags: &a [*a]")

    assert isinstance(value, dict)
    assert value["title"] == "t"
    assert warnings
