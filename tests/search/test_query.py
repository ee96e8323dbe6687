"""The language of queries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.search.query import (
    LONGEST_QUERY,
    MOST_PARTS,
    Filter,
    QueryError,
    Term,
    filter_text,
    parse,
)


def terms(text):
    return [one.text for one in parse(text).wanted]


@pytest.mark.parametrize(
    ("typed", "looked_for"),
    [
        ("gradient descent", ["gradient", "descent"]),
        ('"gradient descent" step', ["gradient descent", "step"]),
        ("“梯度下降” 步长", ["梯度下降", "步长"]),
        ('"not closed', ["not closed"]),
        ("什么是softmax？", ["什么是softmax"]),
        ("梯度，下降", ["梯度", "下降"]),
        ("C++ C# .NET F1", ["c++", "c#", ".net", "f1"]),
        ("(loss) model.", ["loss", "model"]),
        ("std::vector 10:30", ["std::vector", "10:30"]),
        ("self-attention", ["self-attention"]),
        ("ＢＭ２５", ["bm25"]),
        ("same same", ["same"]),
        ("- ---", []),
        ("%_\\ '';", []),
        ("", []),
        ("tag:", []),
        ("标签：", []),
    ],
)
def test_words_and_phrases(typed, looked_for):
    assert terms(typed) == looked_for


@pytest.mark.parametrize("minus", ["-", "－", "−"])
def test_a_minus_excludes(minus):
    query = parse(f'index {minus}tree {minus}"b tree" {minus}tag:sql')
    assert [one.text for one in query.unwanted] == ["tree", "b tree"]
    assert query.filters == [Filter("tag", "sql", "sql", True)]
    assert query.typed == 'index -tree -"b tree" -tag:sql'


@pytest.mark.parametrize(
    ("typed", "field", "value"),
    [
        ("tag:Python", "tag", "python"),
        ("tag:“deep learning”", "tag", "deep learning"),
        ('TAG:"深度 学习"', "tag", "深度 学习"),
        ("作者：林知夏", "author", "林知夏"),
        ("分类:索引", "category", "索引"),
        ("年份：2025", "year", "2025"),
        ("series:ＡＢ", "series", "ab"),
        ("tag:C++", "tag", "c++"),
    ],
)
def test_filters_in_both_languages(typed, field, value):
    (one,) = parse(typed).parts
    assert (one.field, one.value) == (field, value)


def test_a_query_can_be_typed_again():
    query = parse('模型 -“过拟合” tag:"deep learning"')
    assert query.typed == '模型 -"过拟合" tag:"deep learning"'
    assert parse(query.typed) == query
    assert query.with_filter("year", "2025") == query.typed + " year:2025"
    assert query.without(query.filters[0]) == '模型 -"过拟合"'
    assert query.replacing(query.wanted[0], "矩阵").typed.startswith("矩阵 -")
    assert parse(filter_text("tag", "a，b")).filters[0].value == "a,b"


@pytest.mark.parametrize(
    ("text", "is_told"),
    [("机", True), ("机器", True), ("机器学", False), ("running", True), ("c++", True),
     ("bm25", True), ("bm25算", False), ("f(x)", False), ("a-b", False), ("x" * 61, False)],
)  # fmt: skip
def test_what_the_lexemes_tell_alone(text, is_told):
    assert Term(text, text).is_told_by_lexemes is is_told
    assert not Term("to be", "to be", True).is_told_by_lexemes


def test_bounds():
    parse("x" * LONGEST_QUERY)
    parse(" ".join(f"w{n}" for n in range(MOST_PARTS)))
    with pytest.raises(QueryError, match="too_long"):
        parse("x" * (LONGEST_QUERY + 1))
    with pytest.raises(QueryError, match="too_long"):
        parse(":" * 10_000)
    with pytest.raises(QueryError, match="too_many"):
        parse(" ".join(f"w{n}" for n in range(MOST_PARTS + 1)))


@given(st.text(max_size=LONGEST_QUERY))
def test_nothing_that_is_typed_is_an_error_but_its_size(text):
    try:
        query = parse(text)
    except QueryError:
        return
    for one in query.wanted:
        assert one.lexemes
        assert "\0" not in one.text
    assert len(query.typed) < 4 * LONGEST_QUERY
