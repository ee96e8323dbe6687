"""Agreement, declared differences and others are told apart."""

from pathlib import Path

import pytest

from tests.markup.compare.articles import without_front_matter
from tests.markup.compare.comparison import compare

ROOT = Path(__file__).parents[3]
SAMPLES = sorted((ROOT / "samples").rglob("*.md"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_sample_articles_agree(path):
    outcome = compare(without_front_matter(path.read_text(encoding="utf-8")))

    assert outcome.left == ()
    assert outcome.lost == ()


def test_there_are_sample_articles():
    assert len(SAMPLES) > 20


def test_plain_markdown_agrees_exactly():
    outcome = compare("## A\n\n- b\n- c\n\n`d` **e** $x_1$\n")

    assert outcome.exact
    assert outcome.used == ()


def test_a_declared_difference_agrees_and_names_its_rule():
    outcome = compare("Some ==marked== text.\n")

    assert (outcome.exact, outcome.agrees) == (False, True)
    assert outcome.decided_by == ("marked text",)


def test_without_its_rule_the_same_difference_is_left():
    outcome = compare("Some ==marked== text.\n", rules=())

    assert not outcome.agrees
    assert [difference.kind for difference in outcome.left] == ["inline HTML"]
