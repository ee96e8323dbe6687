"""What a text is found by."""

import pytest

from blog.search import lexemes
from blog.search.lexemes import counted, of_query, prominent, within
from blog.search.normalising import normalise
from blog.search.words import _forms, _stem, forms, stem


def test_chinese_is_found_by_its_pairs_and_single_characters():
    assert set(counted("机器学习")) == {"机", "器", "学", "习", "机器", "器学", "学习"}


def test_pairs_do_not_reach_over_punctuation_spaces_and_other_scripts():
    assert {"甲乙", "乙丙", "丙丁"}.isdisjoint(counted("甲，乙 丙BM25丁"))


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("running runs", "run"),
        ("Studies", "study"),
        ("ShuffleNetV2", "shufflenetv2"),
        ("ShuffleNetV2", "shuffle"),
        ("ShuffleNetV2", "shufflenet"),
        ("ShuffleNetV2", "v2"),
        ("snake_case_name", "snake"),
        ("torch.nn.functional", "functional"),
        ("HTTPServer", "server"),
        ("用C++编程", "c++"),
        ("C#与F#", "c#"),
        ("F1值", "f1"),
        ("C++", "c"),
        ("使用 BM25 算法", "用bm25算"),
        ("C++ 代码", "c++代码"),
        ("to be or not", "be"),
        ("état", "état"),
        ("Пример", "пример"),
        ("ＧＰＴ４", "gpt4"),
        ("ひらがな", "らが"),
        ("검색엔진", "색엔"),
        ("𠮷野家", "𠮷野"),
    ],
)
def test_what_is_asked_for_is_among_the_lexemes_of_the_text(written, asked):
    assert of_query(asked)
    assert set(of_query(asked)) <= set(counted(written))


def test_a_query_asks_for_pairs_and_for_a_single_character_only_if_it_is_one():
    assert of_query("机器学习") == ["机器", "器学", "学习"]
    assert of_query("值") == ["值"]
    assert of_query(normalise("ShuffleNetV2 结构")) == ["shufflenetv2", "结构", "2结"]


def test_every_piece_of_a_text_has_only_lexemes_of_the_text():
    text = "我们用 BM25算法，检索ＡＢＣ文档；C++代码 f(x)=1 与ResNet50网络结构。"
    found = set(counted(text))
    compared = normalise(text)
    for start in range(len(compared)):
        for end in range(start + 1, len(compared) + 1):
            piece = compared[start:end]
            cut_word = any(
                0 < at < len(compared) and compared[at - 1 : at + 1].isascii()
                for at in (start, end)
            )
            if not cut_word:
                assert set(of_query(piece)) <= found, piece


def test_the_prominent_is_said_more_than_once_and_says_something():
    said = counted("我们的模型。这个模型是模型 the the the the attention attention 2024 2024 once")
    assert prominent(said) == ["模型", "attent"]


def test_no_more_is_prominent_than_is_kept():
    text = " ".join(f"word{letter}{letter}" * 1 for letter in "abcdefghijklmnopqrstuvwxyz" * 2)
    text += " " + " ".join(f"other{letter}" for letter in "abcdefghijklmnopqrstuvwxyz" * 2)
    assert len(prominent(counted(text))) == lexemes.PROMINENT


def test_what_does_not_fit_is_left_out_words_first_of_all():
    kept, is_all = within(["机器", "机", "word", "器"], 10)
    assert (kept, is_all) == (["word", "机", "器"], False)
    assert within(["机器", "word"], 10) == (["机器", "word"], True)


def test_a_long_word_is_known_by_its_beginning():
    assert stem("x" * 1_000) == "x" * 60


@pytest.mark.parametrize("word", ["a" * 3_000, "A1" * 3_000, "é" * 3_000, "İ" * 3_000, "𝼀" * 3_000])
@pytest.mark.parametrize("sign", ["", "++", "#"])
def test_no_lexeme_is_longer_than_a_database_takes(word, sign):
    written = counted(word + sign)
    assert max(len(lexeme.encode()) for lexeme in written) <= 242
    assert set(of_query(normalise(word + sign))) <= set(written)


def test_what_is_remembered_of_words_is_only_what_counts():
    before = _stem.cache_info().currsize, _forms.cache_info().currsize
    for number in range(10):
        forms("Quite" + "x" * 100 + str(number))
    after = _stem.cache_info().currsize, _forms.cache_info().currsize
    assert after[0] - before[0] <= 2  # the word, and its only part
    assert after[1] - before[1] <= 1


def test_a_dotted_capital_i_is_a_letter():
    assert of_query(normalise("İstanbul")) == list(counted("İSTANBUL")) == ["istanbul"]
