"""Three-way merge: what is taken, what is a conflict, and that no word is lost."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from blog.posts.differences.edits import edits_between
from blog.posts.differences.sentences import pieces
from blog.posts.merging import Agreed, Conflict, merge_texts, merge_values

PARTS = st.sampled_from(
    [
        *("甲句", "乙", "丙句很长", "Word", "two words", "x", "- ", "3.14", "。", "！", ". ", "，"),
        *("\n", "\n\n", "\n\n\n", "```\n", "$$\n", "| a | b |\n", "    code\n", "\\[", "\\]", " "),
    ]
)
TEXTS = st.lists(PARTS, max_size=14).map("".join)
LINES = st.lists(st.sampled_from("abcdefgh"), max_size=8).map("\n".join)
SETTINGS = settings(max_examples=300, deadline=None)


def conflicts(merged):
    return [segment for segment in merged.segments if isinstance(segment, Conflict)]


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "expected"),
    [
        ("甲。乙。丙。", "甲改。乙。丙。", "甲。乙。丙改。", "甲改。乙。丙改。"),
        ("甲句。乙句。", "甲改句。乙句。", "甲句。乙句改。", "甲改句。乙句改。"),
        ("One is. Two is.", "One was. Two is.", "One is. Two was.", "One was. Two was."),
        ("一。\n\n二。", "一。\n\n新。\n\n二。", "一。\n\n二改。", "一。\n\n新。\n\n二改。"),
        ("一。", "一。\n\n新。", "一改。", "一改。\n\n新。"),
        ("一。\n\n二。\n\n三。", "一。\n\n三。", "一。\n\n二。\n\n三改。", "一。\n\n三改。"),
        ("- a\n- b", "- a\n- c\n- b", "- a\n- b2", "- a\n- c\n- b2"),
        ("```\na\nb\nc\n```", "```\nA\nb\nc\n```", "```\na\nb\nC\n```", "```\nA\nb\nC\n```"),
        ("甲。乙。", "甲改。乙。", "甲改。乙。", "甲改。乙。"),
    ],
)
def test_changes_in_different_places_are_both_taken(base, mine, theirs, expected):
    assert merge_texts(base, mine, theirs).text == expected
    assert merge_texts(base, theirs, mine).text == expected


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "asked"),
    [
        ("甲句。乙句。", "甲一句。乙句。", "甲二句。乙句。", ("甲句。", "甲一句。", "甲二句。")),
        ("It is. End.", "It was. End.", "It will. End.", ("It is. ", "It was. ", "It will. ")),
        ("一。\n\n二。", "一。", "一。\n\n二改。", ("\n\n二。", "", "\n\n二改。")),
        ("一。", "一。\n\n甲。", "一。\n\n乙。", ("", "\n\n甲。", "\n\n乙。")),
        (
            "```\na\nb\n```\n",
            "```\nA\nb\n```\n",
            "```\na\nB\n```\n",
            ("a\nb\n", "A\nb\n", "a\nB\n"),
        ),
        ("$$\na\nb\n$$\n", "$$\nA\nb\n$$\n", "$$\na\nB\n$$\n", ("a\nb\n", "A\nb\n", "a\nB\n")),
        ("| a. b |", "| A. b |", "| a. B |", ("| a. b |", "| A. b |", "| a. B |")),
        ("甲。乙。", "甲！乙。", "甲。乙改。", ("甲。乙。", "甲！乙。", "甲。乙改。")),
    ],
)
def test_changes_that_touch_are_a_conflict_of_whole_sentences_or_lines(base, mine, theirs, asked):
    merged = merge_texts(base, mine, theirs)
    [conflict] = conflicts(merged)

    assert not merged.is_clean
    assert (conflict.base, conflict.mine, conflict.theirs) == asked
    with pytest.raises(ValueError, match="conflicts"):
        _ = merged.text


def test_where_an_insertion_stands_among_equal_lines_is_not_guessed():
    assert conflicts(merge_texts("x\nx\nx\n", "x\nx\nx\nx\n", "x\ny\nx\n"))


def test_the_rest_of_a_conflicting_paragraph_is_merged():
    merged = merge_texts("甲。乙。丙。丁。", "甲一。乙。丙改。丁。", "甲二。乙。丙。丁改。")

    [conflict] = conflicts(merged)
    assert (conflict.mine, conflict.theirs) == ("甲一。", "甲二。")
    assert merged.resolved({conflict.key: "mine"}) == "甲一。乙。丙改。丁改。"
    assert merged.resolved({conflict.key: "theirs"}) == "甲二。乙。丙改。丁改。"


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "both"),
    [
        ("甲。尾。", "甲一。尾。", "甲二。尾。", "甲一。甲二。尾。"),
        ("Is it? End.", "It is. End.", "It was. End.", "It is. It was. End."),
        ("a\n\nb\n\nc", "a\n\nx\n\nc", "a\n\ny\n\nc", "a\n\nx\n\ny\n\nc"),
        ("- a\n- b\n- c", "- a\n- x\n- c", "- a\n- y\n- c", "- a\n- x\n- y\n- c"),
        ("```\na\n```\n", "```\nx\n```\n", "```\ny\n```\n", "```\nx\ny\n```\n"),
        ("a", "", "b", "b"),
    ],
)
def test_both_sides_can_be_taken_one_after_the_other(base, mine, theirs, both):
    merged = merge_texts(base, mine, theirs)

    assert merged.resolved(dict.fromkeys((c.key for c in conflicts(merged)), "both")) == both


def test_each_conflict_has_its_own_key_and_keeps_it():
    texts = ("a\n\nk\n\nm\n\na", "b\n\nk\n\nm\n\nb", "c\n\nk\n\nm\n\nc")
    keys = [conflict.key for conflict in conflicts(merge_texts(*texts))]

    assert len(set(keys)) == len(keys) == 2
    assert keys == [conflict.key for conflict in conflicts(merge_texts(*texts))]


def test_a_conflict_without_a_valid_choice_is_refused():
    merged = merge_texts("a", "b", "c")
    [conflict] = conflicts(merged)

    with pytest.raises(KeyError, match=conflict.key):
        merged.resolved({})
    with pytest.raises(ValueError, match="neither"):
        merged.resolved({conflict.key: "neither"})


def test_segments_say_whose_the_text_is():
    merged = merge_texts("甲。乙。丙。丁。", "甲一。乙。丙。丁改。", "甲。乙。丙改。丁改。")

    assert merged.segments == (
        Agreed("甲一", "mine"),
        Agreed("。乙。", "base"),
        Agreed("丙改", "theirs"),
        Agreed("。", "base"),
        Agreed("丁改", "both"),
        Agreed("。", "base"),
    )


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "origin", "value"),
    [
        ("a", "a", "a", "base", "a"),
        ("a", "b", "a", "mine", "b"),
        ("a", "a", "c", "theirs", "c"),
        ("a", "b", "b", "both", "b"),
        (None, None, 3, "theirs", 3),
    ],
)
def test_a_field_changed_by_one_side_is_taken(base, mine, theirs, origin, value):
    merged = merge_values(base, mine, theirs)

    assert (merged.origin, merged.value, merged.is_clean) == (origin, value, True)


def test_a_field_changed_by_both_sides_is_a_conflict():
    merged = merge_values("a", "b", "c")

    assert not merged.is_clean
    with pytest.raises(ValueError, match="conflict"):
        _ = merged.value


@given(TEXTS)
@SETTINGS
def test_pieces_are_the_text(text):
    assert "".join(pieces(text)) == text


@given(TEXTS, TEXTS)
@SETTINGS
def test_one_sided_changes_are_taken_as_they_are(base, changed):
    assert merge_texts(base, changed, base).text == changed
    assert merge_texts(base, base, changed).text == changed
    assert merge_texts(base, changed, changed).text == changed


@given(st.one_of(st.tuples(TEXTS, TEXTS, TEXTS), st.tuples(LINES, LINES, LINES)))
@SETTINGS
def test_sides_are_treated_alike(texts):
    base, mine, theirs = texts
    one, other = merge_texts(base, mine, theirs), merge_texts(base, theirs, mine)
    swapped = {"mine": "theirs", "theirs": "mine"}

    assert [
        (segment.mine, segment.theirs)
        if isinstance(segment, Conflict)
        else (segment.text, segment.origin)
        for segment in one.segments
    ] == [
        (segment.theirs, segment.mine)
        if isinstance(segment, Conflict)
        else (segment.text, swapped.get(segment.origin, segment.origin))
        for segment in other.segments
    ]


@given(st.tuples(LINES, LINES, LINES))
@SETTINGS
@example(("b\na\na", "a\na\nb\na", "a\na\nb"))
def test_a_clean_merge_loses_and_gains_what_the_sides_did(texts):
    base, *sides = map(pieces, texts)
    merged = merge_texts(*texts)
    if not merged.is_clean:
        return

    result = pieces(merged.text)
    edits = [edits_between(base, side) for side in sides]
    for piece in {*base, *sides[0], *sides[1], *result}:
        lost = [sum(base[one.start : one.end].count(piece) for one in side) for side in edits]
        gained = [sum(one.pieces.count(piece) for one in side) for side in edits]
        # What both did alike counts once.
        least = base.count(piece) - sum(lost) + max(gained)
        most = base.count(piece) - max(lost) + sum(gained)
        assert least <= result.count(piece) <= most, piece


@st.composite
def versions(draw):
    """Three versions of a text in which each sentence occurs once, as lists of sentences."""
    base = [f"第{number}句。" for number in range(draw(st.integers(1, 8)))]
    sides = []
    for name in ("甲", "乙"):
        side = []
        for number, sentence in enumerate(base):
            match draw(st.sampled_from(["keep", "keep", "keep", "change", "drop", "precede"])):
                case "keep":
                    side.append(sentence)
                case "change":
                    side.append(f"{name}改{number}句。")
                case "precede":
                    side += (f"{name}新{number}句。", sentence)
        sides.append(side)
    return base, *sides


@given(versions(), st.sampled_from(["", "\n", "\n\n"]))
@SETTINGS
def test_no_sentence_is_lost_or_doubled(texts, between):
    base, mine, theirs = texts
    merged = merge_texts(*(between.join(text) for text in texts))
    both = merged.resolved(dict.fromkeys((c.key for c in conflicts(merged)), "both"))

    for sentence in {*base, *mine, *theirs}:
        if sentence not in base:
            assert both.count(sentence) == 1
        elif sentence in mine and sentence in theirs:
            assert both.count(sentence) >= 1
            assert both.count(sentence) == 1 or not merged.is_clean
        else:
            assert sentence not in both or not merged.is_clean
