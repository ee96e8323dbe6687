"""Examples of a specification: how they are read, and what is said of them."""

import json

import pytest

from tests.markup.compare import improvements, specification
from tests.markup.compare.renderers import our_blocks
from tests.markup.compare.specification import (
    Example,
    SpecificationError,
    Verdict,
    examples_in,
    judged,
    report,
    share,
)

FENCE = "`" * 32
TEXT = f"""# Blocks

## Tabs

{FENCE} example
→a→b
.
<pre><code>a→b
</code></pre>
{FENCE}

## Tables (extension)

{FENCE} example table
| a |
| - |
.
<table><thead><tr><th>a</th></tr></thead></table>
{FENCE}
"""


def example(markdown, html):
    return Example(1, "Section", markdown, html)


def test_examples_of_the_text_have_number_section_and_tabs(tmp_path):
    path = tmp_path / "spec.txt"
    path.write_text(TEXT, encoding="utf-8")

    first, second = examples_in(path)

    assert first == Example(1, "Tabs", "\ta\tb\n", "<pre><code>a\tb\n</code></pre>\n")
    assert (second.number, second.section) == (2, "Tables (extension)")


def test_examples_of_the_json_are_read(tmp_path):
    path = tmp_path / "spec.json"
    entry = {"example": 7, "section": "Tabs", "markdown": "a\n", "html": "<p>a</p>\n"}
    path.write_text(json.dumps([entry]), encoding="utf-8")

    assert examples_in(path) == [Example(7, "Tabs", "a\n", "<p>a</p>\n")]


@pytest.mark.parametrize("text", ["no examples", ""])
def test_a_file_without_examples_is_an_error(tmp_path, text):
    path = tmp_path / "spec.txt"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(SpecificationError, match="no examples"):
        examples_in(path)


@pytest.mark.parametrize("text", ["{", '[{"a": 1}]', "3"])
def test_json_that_is_no_list_of_examples_is_an_error(tmp_path, text):
    path = tmp_path / "spec.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(SpecificationError, match="no list of examples"):
        examples_in(path)


@pytest.mark.parametrize(
    ("markdown", "html", "verdict"),
    [
        ("- a\n", "<ul>\n<li>a</li>\n</ul>\n", Verdict.SAME),
        ("http://a.bc\n", "<p>http://a.bc</p>\n", Verdict.LIKE_GITHUB),
        ("# a\n", "<h1>a</h1>\n", Verdict.DECLARED),
    ],
)
def test_an_example_is_judged(markdown, html, verdict):
    assert judged(example(markdown, html)).verdict is verdict


@pytest.fixture
def emphasis_lost(monkeypatch):
    """Our renderer with a fault: emphasis is not strong."""

    def faulty(source):
        return our_blocks(source.replace("**", "*"))

    monkeypatch.setattr(specification, "our_blocks", faulty)
    monkeypatch.setattr(improvements, "our_blocks", faulty)


@pytest.mark.usefixtures("emphasis_lost")
def test_what_is_neither_specified_nor_declared_is_different():
    result = judged(example("**a**\n", "<p><strong>a</strong></p>\n"))

    assert result.verdict is Verdict.DIFFERENT
    assert [difference.kind for difference in result.left] == ["emphasis"]


@pytest.mark.usefixtures("emphasis_lost")
def test_the_report_lists_what_differs_by_cause():
    results = [
        judged(example("a\n", "<p>a</p>\n")),
        judged(example("**b**\n", "<p><strong>b</strong></p>\n")),
    ]

    lines = list(report(results, show=5))

    assert share(results) == 50
    assert "== emphasis (1)" in lines
    assert "    ours      'paragraph: ⟨em⟩b⟨/em⟩'" in lines
    assert "    expected  'paragraph: ⟨strong⟩b⟨/strong⟩'" in lines
