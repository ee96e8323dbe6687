"""What is stored to find a text by."""

import random

from blog.search.vectors import MOST_BYTES, searchable


def test_title_summary_and_text_are_searched_each_in_its_own_lines():
    found = searchable("标题", "摘要", "第一段\n第二段")
    assert found.text == "标题\n摘要\n第一段\n第二段"
    assert "'题摘'" not in found.vector
    assert "'段第'" not in found.vector


def test_the_title_stands_in_the_vector_once_more():
    found = searchable("Deep 学习", "", "text 学习")
    assert "'^deep'" in found.vector
    assert "'^学习'" in found.vector
    assert "'^text'" not in found.vector


def test_the_subject_is_the_title_and_what_is_prominent():
    found = searchable("The 索引", "", "缓存，缓存。index index")
    assert found.subject == "'索引':1A 'index':1B '缓存':1B"


def test_what_is_more_than_a_vector_holds_is_cut():
    chance = random.Random(1)  # noqa: S311  # the same text each time
    text = "".join(chr(chance.randrange(0x4E00, 0x9FFF)) for _ in range(400_000))
    found = searchable("题", "", text + " word")
    assert found.is_cut
    assert "'word'" in found.vector
    assert len(found.vector.encode()) < 2 * MOST_BYTES
    assert len(found.text) > 400_000
    assert not searchable("题", "", text[:10_000]).is_cut


def test_quotes_and_backslashes_are_no_part_of_a_lexeme():
    found = searchable("it's \\ 'quoted'", "", "")
    assert set(found.vector.split()) == {"'it'", "'s'", "'quot'", "'^it'", "'^s'", "'^quot'"}
