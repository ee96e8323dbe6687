"""What a text is found by, and what is prominent in it."""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from blog.search.characters import BORDER, LONE_SIGNS
from blog.search.normalising import compatible, spaced
from blog.search.words import forms, signed, stem, tokens

PROMINENT: Final = 30
"""Lexemes of a text that are taken for what it is about."""

# Pairs with these say how a sentence is built, not what it is about.
_CHINESE_PARTICLES = frozenset(
    "的了是在和与也就都而及或一不这那我们你他她它为以对可有中个上下来到说要会能用于其之等"
    "被把从但如果因所则将并很更最没还又再只向让使得着过吗呢吧啊什么怎样时候里后前"
)
_ENGLISH_PARTICLES = frozenset(
    stem(word)
    for word in (
        "a about above after again all also am an and any are as at be because been before being "
        "below between both but by can could did do does doing down during each either else even "
        "every few first for from further get gets give given gives go got had has have having he "
        "hence her here hers him his how however i if in into is it its itself just know last less "
        "let like made make makes many may me might more most much must my need neither new no nor "
        "not now of off often on once one only or other our out over own per put rather same say "
        "second see set several shall she should show shows since so some still such take than "
        "that the their them then there these they thing this those though through thus to too two "
        "under until up upon us use used uses using very via want was way we well were what when "
        "where whether which while who whom whose why will with within without would yet you your"
    ).split()
)


def counted(text: str) -> Counter[str]:
    """Return the lexemes of a text, each with how often it occurs.

    Args:
        text: as written; its case tells the parts of names apart.
    """
    found: Counter[str] = Counter()
    text = spaced(LONE_SIGNS.sub("", compatible(text)))
    runs: list[str] = []
    words: Counter[tuple[str, str]] = Counter()
    for run, word, sign in tokens(text):
        if run:
            runs.append(run)
        else:
            words[word, sign] += 1
    found.update("".join(runs))
    found.update(pair for pair in map("".join, pairwise("\n".join(runs))) if "\n" not in pair)
    found.update(pair[1].lower() for pair in BORDER.finditer(text))
    for (word, sign), times in words.items():
        for form in forms(word):
            found[form] += times
        if sign:
            found[signed(word.lower(), sign)] += times
    return found


def of_query(text: str) -> list[str]:
    """Return the lexemes that every text with this normalised piece of text has.

    Of a run of one character that character, of a longer one its pairs; of words their stems; where
    both touch, the two characters that do.
    """
    found: dict[str, None] = {}
    for run, word, sign in tokens(text):
        if run:
            pairs = map("".join, pairwise(run))
            found |= dict.fromkeys(pairs if len(run) > 1 else run)
        else:
            found[signed(word, sign) if sign else stem(word)] = None
    found |= dict.fromkeys(pair[1] for pair in BORDER.finditer(text))
    return list(found)


def prominent(found: Counter[str]) -> list[str]:
    """Return what a text says more than once and most often, as far as it tells something.

    At most `PROMINENT`, the most frequent first.
    """
    telling = [lexeme for lexeme, times in found.items() if times > 1 and tells(lexeme)]
    return sorted(telling, key=lambda lexeme: (-found[lexeme], lexeme))[:PROMINENT]


def tells(lexeme: str) -> bool:
    """Whether a lexeme says what a text is about: no particle, number or single character."""
    if lexeme.isascii():
        return len(lexeme) > 1 and not lexeme.isdigit() and lexeme not in _ENGLISH_PARTICLES
    is_border = BORDER.match(lexeme) is not None
    return len(lexeme) > 1 and not is_border and _CHINESE_PARTICLES.isdisjoint(lexeme)


def within(lexemes: Iterable[str], most_bytes: int) -> tuple[list[str], bool]:
    """Return as many lexemes as fit into so many bytes of UTF-8, and whether that is all of them.

    Words come first, then single characters, then pairs: the shorter list is the more useful one.
    """
    lexemes = list(lexemes)
    if sum(len(lexeme.encode()) for lexeme in lexemes) <= most_bytes:
        return lexemes, True
    ordered = sorted(lexemes, key=lambda lexeme: (not lexeme.isascii(), len(lexeme)))
    kept: list[str] = []
    left = most_bytes
    for lexeme in ordered:
        left -= len(lexeme.encode())
        if left < 0:
            return kept, False
        kept.append(lexeme)
    return kept, True
