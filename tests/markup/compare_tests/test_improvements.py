"""Every rule is needed by its example, and none hides anything else."""

import pytest

from tests.markup.compare import improvements
from tests.markup.compare.comparison import compare
from tests.markup.compare.improvements import RULES
from tests.markup.compare.placeholders import hidden, restored
from tests.markup.compare.renderers import our_blocks, reference_blocks
from tests.markup.compare.structure import blocks_of

FAULTS = [
    ("heading", "## A\n", "### A\n"),
    ("heading", "## A\n", "A\n"),
    ("list", "- a\n  - b\n", "- a\n- b\n"),
    ("list", "1. a\n", "- a\n"),
    ("list", "3. a\n", "4. a\n"),
    ("list", "- a\n", "\\- a\n"),
    ("spacing", "- a\n- b\n", "- a\n\n- b\n"),
    ("task", "- [x] a\n", "- [ ] a\n"),
    ("code", "```\na  b\n```\n", "```\na b\n```\n"),
    ("code", "```\na\n\n\nb\n```\n", "```\na\n\nb\n```\n"),
    ("code", "    a\n", "a\n"),
    ("language", "```js\na\n```\n", "```ts\na\n```\n"),
    ("table", "| a |\n|---|\n| b |\n", "| a |\n|---|\n| c |\n"),
    ("table", "| a |\n|:--|\n| b |\n", "| a |\n|--:|\n| b |\n"),
    ("table", "| a |\n|---|\n| b |\n", "a\n\nb\n"),
    ("quote", "> > a\n", "> a\n"),
    ("quote", "> a\n\nb\n", "a\n\nb\n"),
    ("rule", "a\n\n---\n", "a\n"),
    ("notes", "a[^1] b\n\n[^1]: c\n", "a b\n\n[^1]: c\n"),
    ("paragraph", "a\n\nb\n", "a\nb\n"),
    ("paragraph", "a\n\nb\n", "a\n"),
    ("text", "a b\n", "a c\n"),
    ("text", "中文。\n", "中文\n"),
    ("emphasis", "a **b** c\n", "a \\*\\*b\\*\\* c\n"),
    ("emphasis", "前**中文**后\n", "前\\*\\*中文\\*\\*后\n"),
    ("emphasis", "a *b* c\n", "a **b** c\n"),
    ("emphasis", "a ~~b~~ c\n", "a b c\n"),
    ("link", "[a](http://b.c)\n", "[a](http://b.d)\n"),
    ("link", "[a](http://b.c)\n", "a\n"),
    ("link", "http://b.c/d 中文\n", "http&#58;//b.c/d 中文\n"),
    ("image", "![a](b.png)\n", "![c](b.png)\n"),
    ("image", "![a](b.png)\n", "![a](c.png)\n"),
    ("inline code", "a `b` c\n", "a b c\n"),
    ("inline code", "a `b  c` d\n", "a `b c` d\n"),
    ("break", "a  \nb\n", "a\nb\n"),
    ("inline HTML", "H<sub>2</sub>O\n", "H2O\n"),
]


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_a_rule_decides_its_example(rule):
    outcome = compare(rule.example)

    assert not outcome.exact
    assert outcome.agrees
    assert rule.name in outcome.decided_by


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_a_rule_has_a_reason_of_one_sentence(rule):
    assert rule.reason.endswith(".")
    assert len(rule.reason) < 160


def test_the_names_of_rules_are_unique():
    assert len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize(("kind", "written", "rendered_by_us"), FAULTS)
def test_no_rule_hides_a_fault(monkeypatch, kind, written, rendered_by_us):
    monkeypatch.setattr(improvements, "our_blocks", lambda source: our_blocks(rendered_by_us))

    outcome = compare(written)

    assert kind in {difference.kind for difference in outcome.left}


@pytest.mark.parametrize(
    "source", ["a `==b== :rocket: {width=1}` c\n", "```\n{% tag %} ==a== <T>\n```\n"]
)
def test_rules_keep_out_of_code(source):
    assert compare(source).agrees


def test_emphasis_beside_chinese_is_still_compared():
    rule = next(rule for rule in RULES if rule.name == "emphasis beside Chinese")
    source = rule.for_cmark("前**“强调”**后*x*\n")

    assert restored(reference_blocks(source)) == blocks_of(
        "<p>前<strong>“强调”</strong>后<em>x</em></p>"
    )


def test_what_was_hidden_from_markdown_comes_back():
    source = f"a {hidden('**<T>** `x`')} b\n"

    assert restored(reference_blocks(source)) == blocks_of("<p>a **&lt;T&gt;** `x` b</p>")
