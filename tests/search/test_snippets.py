"""The words around a hit."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.search import snippets
from blog.search.matching import finder
from blog.search.query import parse
from blog.search.snippets import SNIPPET_CHARACTERS, marked, snippet


def shown(text, query):
    """The snippet, with what is marked in brackets."""
    pieces = snippet(text, parse(query).wanted)
    return "".join(f"[{one.text}]" if one.is_match else one.text for one in pieces)


def in_title(text, query):
    pieces = marked(text, parse(query).wanted)
    return "".join(f"[{one.text}]" if one.is_match else one.text for one in pieces)


@pytest.mark.parametrize(
    ("title", "query", "expected"),
    [
        ("梯度下降与反向传播", "反向", "梯度下降与[反向]传播"),
        ("Running models", "run", "[Running] models"),
        ("使用 ShuffleNetV2 的结构", "shufflenetv2的", "使用 [ShuffleNetV2 的]结构"),
        ("使用 ShuffleNetV2", "使用shufflenetv2", "[使用 ShuffleNetV2]"),
        ("ＢＭ２５ 算法", "bm25", "[ＢＭ２５] 算法"),
        ("C++ and C", "c++", "[C++] and C"),
        ("To be, or unto bed", '"to be"', "[To be], or unto bed"),
        ("a <b> & c", "b", "a <[b]> & c"),
        ("studies of study", "study", "[studies] of [study]"),
        ("cafe\u0301 au lait", "café", "[cafe\u0301] au lait"),
        ("model modelling remodel", "model", "[model] [modelling] re[model]"),
        ("学习学习学", "学习", "[学习学习]学"),
        ("Attention在seq2seq模型中", "attention", "[Attention]在seq2seq模型中"),
        ("Attention在seq2seq模型中", "seq2seq", "Attention在[seq2seq]模型中"),
        ("dying, dies and dyingly", "dying", "[dying], [dies] and [dying]ly"),
        ("over its head, all over it", '"over it"', "over its head, all [over it]"),
        ("nothing here", "else", "nothing here"),
    ],
)
def test_what_was_found_is_marked_as_written(title, query, expected):
    assert in_title(title, query) == expected


def test_the_snippet_is_where_most_terms_stand_together():
    text = "索引。" * 100 + "\n" + "其他的话。" * 50 + "倒排索引与压缩。" + "其他的话。" * 50
    found = shown(text, "索引 压缩")
    assert "倒排[索引]与[压缩]" in found
    assert found.startswith("…")
    assert found.endswith("…")
    assert len(found) < SNIPPET_CHARACTERS + 40


def test_without_terms_it_is_the_beginning():
    assert shown("Short text\nof two blocks", "") == "Short text of two blocks"


def test_a_word_is_not_cut():
    text = "wonderful " * 50 + "needle" + " marvellous" * 50
    found = shown(text, "needle")
    assert "[needle]" in found
    assert set(found.replace("[needle]", "").strip("…").split()) == {"wonderful", "marvellous"}


def test_an_emoji_is_not_cut():
    family = "👨‍👩‍👧"
    text = family * 100 + "针" + family * 100
    found = shown(text, "针").strip("…")
    assert "[针]" in found
    assert set(found.replace("[针]", "").split(family)) == {""}


def test_terms_of_different_lines_stand_together():
    text = "far\n" + "line\n" * 200 + "near\nfar\n" + "line\n" * 200
    assert "[near] [far]" in shown(text, "far near")


def test_what_a_text_of_many_lines_costs_does_not_grow_with_its_lines(monkeypatch):
    terms = parse("one two three missing").wanted
    asked = []
    monkeypatch.setattr(snippets, "finder", lambda term: asked.append(term) or finder(term))
    for lines in (10_000, 50_000):
        asked.clear()
        snippet("one\ntwo\nthree\n" * lines, terms)
        # In the beginning, in all that is looked at, in the snippet itself.
        assert len(asked) == 3 * len(terms)


def test_only_the_beginning_of_a_very_long_text_is_looked_at():
    text = "word " * 39_000 + "needle " + "word " * 2_000 + "thread " + "word " * 100
    assert "[needle]" in shown(text, "needle")
    assert shown(text, "thread").startswith("word word")
    # Of two, the one that is near enough.
    assert "[needle]" in shown(text, "needle thread")


def test_a_row_of_joiners_is_not_taken_for_one_character():
    assert len(shown("x" + "\u200d" * 1_000_000, "x")) < 2 * SNIPPET_CHARACTERS


@settings(deadline=None)
@given(
    st.text("机器学习ab ,。\n👨\u200d👧é\u0301🇨🇳<&", max_size=400),
    st.text("机器学习ab👨", min_size=1, max_size=4),
)
def test_pieces_make_up_the_text(text, query):
    terms = parse(query).wanted
    assert "".join(piece.text for piece in marked(text, terms)) == text
    for piece in snippet(text, terms):
        assert piece.text
