"""Breaking a title into lines, by the rules of Chinese and of Latin type.

Between Chinese characters a line may end anywhere, but no line begins with a closing bracket or a
stop, or ends with an opening bracket (Requirements for Chinese Text Layout, 3.1.5). Latin words
stay whole unless one is longer than a line. Of all ways to fill the lines the one is taken that
makes them about equally long and ends them at stops and spaces (after Knuth and Plass, Breaking
Paragraphs into Lines, 1981).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import inf

from blog.posts.card_images.glyphs import CLOSING, OPENING, Glyph, space_between, width_of
from blog.posts.card_images.typefaces import Typeface

_NEVER_FIRST = CLOSING | frozenset(
    "!?,.;:)]}%‰…—～·、ー々〻ぁぃぅぇぉっゃゅょァィゥェォッャュョ°′″"
)
_NEVER_LAST = OPENING | frozenset("([{＃＄￥$#")
_STOPS = frozenset("，。；：！？、—…,.;:!?")
_DASHES = frozenset("-–—|·")
"""Between spaces these end a line rather than begin one."""

_DIVIDES_A_WORD = re.compile(r"(?<=[^\W\d_]{3}[-/–_])(?=[^\W\d_]{3})|(?<=::)(?=\w)|(?<=<)(?=\w{3})")
"""Where a long compound, an address or a name in code may be divided."""

# What ending a line costs, beside the square of how far its length is from the others'.
_AFTER_A_STOP, _AT_A_SPACE, _ELSEWHERE = 0.0, 0.1, 0.4


@dataclass(frozen=True, slots=True)
class _Piece:
    """Glyphs that stay together. All measures are in ems."""

    glyphs: list[Glyph]
    width: float
    distance: float
    """From the piece before it, if that is in the same line."""
    after_space: bool
    start_overhang: float
    """How much of it is empty when it begins a line."""
    end_overhang: float
    """How much of it is empty when it ends a line."""


class Text:
    """A text that can be broken into lines of any width."""

    def __init__(
        self, glyphs: Sequence[Glyph], typeface: Typeface, *, longest_word: float = inf
    ) -> None:
        """Take the text apart into what stays together.

        Args:
            glyphs: the text, with single spaces.
            typeface: its fonts.
            longest_word: words wider than this (ems) are cut into letters.
        """
        self._pieces = list(_measured(_undivided(glyphs), typeface, longest_word))
        # Where each piece begins, as if all stood in one line.
        self._starts = [
            0.0,
            *accumulate(piece.distance + piece.width for piece in self._pieces),
        ]

    @property
    def longest_word(self) -> float:
        """The width of what is widest and stays together, in ems."""
        return max((piece.width for piece in self._pieces), default=0.0)

    def line_count(self, width: float) -> int:
        """Return how many lines of `width` (ems) it takes at least."""
        return len(self._filled(width))

    def lines(self, width: float) -> tuple[list[list[Glyph]], float]:
        """Return it in as few lines of `width` (ems) as it takes, and what it costs.

        The cost is 0 for a single line, and some tenths where lines are unequal or end badly.
        """
        ends = self._filled(width)
        count, pieces = len(ends), len(self._pieces)
        if count < 2:
            return [self._line(0, pieces)] if pieces else [], 0.0
        even = self._starts[-1] / count
        # For each number of lines: the least cost of setting the pieces before each place in
        # them, and where the last of these lines begins.
        least: list[list[tuple[float, int]]] = [[(0.0, 0)] + [(inf, 0)] * pieces]
        for number in range(1, count + 1):
            least.append([(inf, 0)] * (pieces + 1))
            for end in range(number, ends[number - 1] + 1):
                cost_of_end = self._cost_of_ending_at(end) if end < pieces else 0.0
                for start in range(end - 1, number - 2, -1):
                    length = self._length(start, end)
                    if length > width and end - start > 1:
                        break
                    cost = least[number - 1][start][0] + ((length - even) / width) ** 2
                    least[number][end] = min(least[number][end], (cost + cost_of_end, start))
        chosen: list[list[Glyph]] = []
        end = pieces
        for number in range(count, 0, -1):
            start = least[number][end][1]
            chosen.append(self._line(start, end))
            end = start
        return chosen[::-1], least[count][pieces][0]

    def cut(self, width: float, count: int, ellipsis: Glyph) -> list[list[Glyph]]:
        """Return its first `count` lines of `width` (ems), ended by `ellipsis`."""
        ends = self._filled(width)[:count]
        starts = [0, *ends[:-1]]
        end = ends[-1]
        # An ellipsis is never wider than an em.
        while end - starts[-1] > 1 and self._length(starts[-1], end) > width - 1:
            end -= 1
        ends[-1] = end
        lines = [self._line(*bounds) for bounds in zip(starts, ends, strict=True)]
        lines[-1].append(ellipsis)
        return lines

    def _filled(self, width: float) -> list[int]:
        """Return where each line ends if every line takes as much as it holds."""
        ends: list[int] = []
        start = 0
        for end in range(1, len(self._pieces) + 1):
            if end - start > 1 and self._length(start, end) > width:
                ends.append(end - 1)
                start = end - 1
        return [*ends, len(self._pieces)] if self._pieces else []

    def _cost_of_ending_at(self, end: int) -> float:
        last, following = self._pieces[end - 1], self._pieces[end]
        if last.glyphs[-1].text in _STOPS:
            return _AFTER_A_STOP
        is_dash = len(following.glyphs) == 1 and following.glyphs[0].text in _DASHES
        return _AT_A_SPACE if following.after_space and not is_dash else _ELSEWHERE

    def _length(self, start: int, end: int) -> float:
        first, last = self._pieces[start], self._pieces[end - 1]
        whole = self._starts[end] - self._starts[start] - first.distance
        return whole - first.start_overhang - last.end_overhang

    def _line(self, start: int, end: int) -> list[Glyph]:
        glyphs = list(self._pieces[start].glyphs)
        for piece in self._pieces[start + 1 : end]:
            if piece.after_space:
                glyphs.append(SPACE)
            glyphs.extend(piece.glyphs)
        return glyphs


SPACE = Glyph(" ", 0, is_wide=False)


def overhang(glyphs: Sequence[Glyph]) -> float:
    """Return how much of a line is empty before its first glyph's ink, in ems."""
    first = glyphs[0] if glyphs else SPACE
    return 0.5 if first.is_wide and first.text in OPENING else 0.0


def _undivided(glyphs: Sequence[Glyph]) -> Iterator[tuple[bool, list[Glyph]]]:
    """Yield what stays together, and whether a space is before it."""
    together: list[Glyph] = []
    after_space = False
    for glyph in glyphs:
        if glyph.text == " ":
            yield after_space, together
            together, after_space = [], True
        elif together and _may_part(together, glyph):
            yield after_space, together
            together, after_space = [glyph], False
        else:
            together.append(glyph)
    yield after_space, together


def _may_part(before: list[Glyph], after: Glyph) -> bool:
    left = before[-1]
    if after.text in _NEVER_FIRST or left.text in _NEVER_LAST:
        return False
    return left.is_wide or after.is_wide


def _measured(
    words: Iterator[tuple[bool, list[Glyph]]], typeface: Typeface, longest: float
) -> Iterator[_Piece]:
    before: Glyph | None = None
    space = typeface.width(" ", 0)
    for after_space, word in words:
        parts = _compounds(word)
        if any(width_of(part, typeface) > longest for part in parts):
            parts = [[glyph] for glyph in word]
        for number, part in enumerate(parts):
            if not part:
                continue
            is_spaced = after_space and number == 0
            near = space_between(before, part[0]) if before else 0.0
            last = part[-1]
            yield _Piece(
                part,
                width_of(part, typeface),
                distance=space if is_spaced else near,
                after_space=is_spaced,
                start_overhang=overhang(part),
                end_overhang=0.5 if last.is_wide and last.text in CLOSING else 0.0,
            )
            before = last


def _compounds(word: list[Glyph]) -> list[list[Glyph]]:
    text = "".join(glyph.text[0] for glyph in word)
    places = [0, *(match.start() for match in _DIVIDES_A_WORD.finditer(text)), len(word)]
    return [word[start:end] for start, end in pairwise(places)]
