"""The form in which texts are compared, and the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.search.normalising import aligned, folded, normalise


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("ＲｅＬＵ（激活）", "relu(激活)"),
        ("ShuffleNetV2 结构", "shufflenetv2结构"),
        ("使用 BM25 算法", "使用bm25算法"),
        ("机器 学习", "机器 学习"),
        ("two\t  words", "two words"),
        ("end \n  begin", "end\nbegin"),
        ("中文\nEnglish", "中文\nenglish"),
        ("zero\u200bwidth soft\u00adhyphen", "zerowidth softhyphen"),
        ("a\0b", "ab"),
        ("①ﬁ", "1fi"),
        ("cafe\u0301", "caf\u00e9"),
        ("か\u3099", "が"),
    ],
)
def test_width_case_and_needless_spaces_do_not_count(written, compared):
    assert normalise(written) == compared
    assert aligned(written)[0] == compared


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_every_character_leads_back_into_the_text(text):
    found, origins = aligned(text)
    assert len(origins) == len(found) + 1
    assert origins == sorted(origins)
    assert all(0 <= at <= len(text) for at in origins)


@given(st.text("机器学习 aB,。\n\tＡ１é", max_size=60))
def test_what_leads_back_is_what_is_searched(text):
    assert aligned(text)[0] == normalise(text)
    found, origins = aligned(text)
    for character, at in zip(found, origins, strict=False):
        assert character.isspace() == text[at].isspace()
        assert character.isspace() or character in folded(text[at])


@given(st.text(max_size=80))
def test_a_text_keeps_its_lines(text):
    text = text.replace("\x85", "").replace("\u2028", "").replace("\u2029", "").strip(" ")
    assert normalise(text).count("\n") == text.count("\n")
