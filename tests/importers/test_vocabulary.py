import pytest

from blog.importers.vocabulary import category_paths, terms


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("机器学习, 数学，算法、图；树", ("机器学习", "数学", "算法", "图", "树")),
        ("one two", ("one two",)),
        (["a", " b ", "A", ""], ("a", "b")),
        (["a", ["b", ["c"]]], ("a", "b", "c")),
        ("#tag", ("tag",)),
        ("C#", ("C#",)),
        (["#"], ("#",)),
        (2016, ("2016",)),
        (True, ("true",)),
        (None, ()),
        ("~", ()),
        ("", ()),
        (["null", "~"], ("null", "~")),
        ([{"label": "Labelled", "permalink": "/x"}, {"name": "Named"}], ("Labelled", "Named")),
        ({"one": None, "two": None}, ("one", "two")),
    ],
)
def test_terms_in_every_shape(value, expected):
    assert terms(value) == expected


def test_white_space_parts_only_where_asked_and_only_without_commas():
    assert terms("foo bar", split_at_spaces=True) == ("foo", "bar")
    assert terms("foo bar, baz", split_at_spaces=True) == ("foo bar", "baz")
    assert terms(["foo bar"], split_at_spaces=True) == ("foo bar",)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (["机器学习", "监督学习"], (("机器学习", "监督学习"),)),
        ([["机器学习", "监督学习"], ["数学"]], (("机器学习", "监督学习"), ("数学",))),
        ([["a", "b"], "c"], (("a", "b"), ("c",))),
        ("技术", (("技术",),)),
        ([], ()),
        (None, ()),
        ([[], ["a"]], (("a",),)),
    ],
)
def test_a_flat_list_is_a_path_and_a_nested_one_several(value, expected):
    assert category_paths(value) == expected


def test_terms_are_bounded_in_number_and_length():
    assert len(terms([str(n) for n in range(500)])) == 50
    assert len(terms("长" * 500)[0]) == 100
