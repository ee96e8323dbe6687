"""Every colour of the readers' pages can be read on what it stands on, in both themes."""

import re
from pathlib import Path

import pytest

TEXT = 4.5  # WCAG 2.2, 1.4.3
EDGE = 3.0  # WCAG 2.2, 1.4.11

_SOURCE = "".join(
    Path(f"static/reader/{part}.css").read_text("utf-8") for part in ("frame", "markup")
)
_PAIR = re.compile(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
PALETTE = {name: (light, dark) for name, light, dark in _PAIR.findall(_SOURCE)}
GROUNDS = ["paper", "panel"]
CODE_GROUNDS = ["panel", "code-highlight", "code-inserted", "code-deleted"]
TOKENS = [name for name in PALETTE if name.startswith("code-") and name not in CODE_GROUNDS]
OF_MARKUP = [name for name in PALETTE if name.startswith(("markup-", "math-"))]

PAIRS = [
    *((ink, ground) for ink in ("ink", "soft", "quiet", "link", "mark") for ground in GROUNDS),
    *((ink, ground) for ink in OF_MARKUP for ground in GROUNDS),
    *((ink, ground) for ink in [*TOKENS, "ink"] for ground in CODE_GROUNDS),
    ("ink", "marked"),
    ("paper", "ink"),
    ("paper", "link"),
]


def luminance(colour):
    """The relative luminance of `#rrggbb` (WCAG 2.2, definition)."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_is_the_standards():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_palette_was_found():
    assert len(TOKENS) > 5
    assert len(OF_MARKUP) > 10


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_can_be_read(ink, ground, theme):
    assert contrast(PALETTE[ink][theme], PALETTE[ground][theme]) >= TEXT


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_the_edge_of_what_is_typed_into_can_be_seen(ground, theme):
    assert contrast(PALETTE["edge"][theme], PALETTE[ground][theme]) >= EDGE
