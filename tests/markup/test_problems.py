import re

import pytest

from blog.markup import problems, render
from blog.markup.problems import Locator, ProblemLog


@pytest.mark.parametrize(
    ("source", "kind", "line", "column"),
    [
        ("a\n\n$\\bad$", "bad-formula", 3, 1),
        ("见 $\\eqref{none}$", "incomplete-formula", 1, 3),
        ("a\n![](x.png)", "image-without-alt", 2, 5),
        ('<img src="x.png">', "image-without-alt", 1, 11),
        ("a\nb ！[图]（x）", "full-width-image", 2, 3),
        ("a {{ b }}", "unknown-shortcode", 1, 3),
        ("List<T>", "unknown-tag", 1, 5),
        ("a\n\n<script>x</script>", "removed-html", 3, 1),
        ('x <iframe src="https://a.example/"></iframe>', "refused-embed", 1, 3),
        ("[a](javascript:b)", "refused-address", 1, 5),
        ("[a](#none)", "dead-fragment", 1, 5),
        ("a[^b]", "undefined-footnote", 1, 2),
        ("- a\n  b[^c]", "undefined-footnote", 2, 4),
        ("| a |\n| - |\n| b[^c] |", "undefined-footnote", 3, 4),
        ("a\n\n[^b]: c", "unused-footnote", 3, 1),
        ("a\n\n```\nb", "unclosed-fence", 3, 1),
        ("a\n\n:::tip\nb", "unclosed-callout", 3, 1),
        ("a\n\n| a |\n| - |\n| b | c |", "left-out-cells", 5, 1),
        ("## a\n\n  #### b", "heading-jump", 3, 3),
    ],
)
def test_each_kind_of_problem_names_its_place(source, kind, line, column):
    found = render(source).problems

    assert [(p.kind, p.line, p.column) for p in found] == [(kind, line, column)]
    assert found[0].message.endswith(".")


def test_a_clean_source_has_none():
    source = "# 题\n\n[a](#题) ![图](b.png) $x$ `{{ c }}` d[^1]\n\n[^1]: e\n\n[f](#top) [g](#)"

    assert render(source).problems == ()


def test_problems_come_in_the_order_of_the_source():
    log = ProblemLog()
    log.add(problems.REFUSED_EMBED)
    log.add(problems.FULL_WIDTH_IMAGE, line=2)
    log.add(problems.DEAD_FRAGMENT, line=1, column=5, anchor="a")
    log.add(problems.FULL_WIDTH_IMAGE, line=2)

    assert [(p.line, p.column) for p in log.in_source_order()] == [(1, 5), (2, 0), (0, 0)]


def test_repeated_texts_are_found_one_after_another():
    locate = Locator(["ab", "b", "c"])

    assert [locate("b"), locate("b"), locate("b"), locate("")] == [(1, 2), (2, 1), (0, 0), (0, 0)]


# A source for each kind that rendering finds.
SOURCES = {
    problems.BAD_FORMULA: "$\\bad$",
    problems.TEX_FOR_MARKDOWN: "$a\\_b$",
    problems.INCOMPLETE_FORMULA: "$\\eqref{none}$",
    problems.IMAGE_WITHOUT_ALT: "![](a.png)",
    problems.IMAGE_WITHOUT_ADDRESS: '<img alt="a" src="data:image/svg+xml;base64,AAAA">',
    problems.REFUSED_PICTURE: "![a](data:image/svg+xml;base64,AAAA)",
    problems.FULL_WIDTH_IMAGE: "！[图]（x）",
    problems.UNKNOWN_SHORTCODE: "{{ b }}",
    problems.UNKNOWN_TAG: "List<T>",
    problems.REMOVED_HTML: "<script>x</script>",
    problems.UNCLOSED_CALLOUT: ":::tip\na",
    problems.DUPLICATE_FOOTNOTE: "a[^b]\n\n[^b]: c\n\n[^b]: d",
    problems.LEFT_OUT_CELLS: "| a |\n| --- |\n| b | c |",
    problems.UNCLOSED_COMMENT: "<!-- a",
    problems.REFUSED_EMBED: '<iframe src="https://a.example/"></iframe>',
    problems.REFUSED_ADDRESS: "[a](javascript:b)",
    problems.DEAD_FRAGMENT: "[a](#none)",
    problems.UNDEFINED_FOOTNOTE: "a[^b]",
    problems.UNUSED_FOOTNOTE: "a\n\n[^b]: c",
    problems.UNCLOSED_FENCE: "```\nb",
    problems.TOO_DEEP: "> " * 40 + "a",
    problems.HEADING_JUMP: "# a\n\n### b",
    problems.CODE_NOT_HIGHLIGHTED: "```python\n" + "a = 1  # b\n" * 5_000 + "```",
}
# These have no source here: other parts of the project report them.
ELSEWHERE = {
    problems.DEAD_POST_LINK: {"address"},
    problems.DEAD_LINK: {"address"},
    problems.MISSING_IMAGE: {"address"},
    problems.LINK_TO_UNPUBLISHED: {"address"},
    problems.OVER_LIMIT: {"reason"},
}


def placeholders(template):
    return set(re.findall(r"%\((\w+)\)s", template))


def test_every_kind_has_a_template_and_a_source_here():
    kinds = {
        value
        for name, value in vars(problems).items()
        if name.isupper() and isinstance(value, str) and not name.startswith("_")
    }

    assert kinds == problems.TEMPLATES.keys()
    assert kinds == SOURCES.keys() | ELSEWHERE.keys()


@pytest.mark.parametrize("kind", SOURCES)
def test_each_kind_is_given_the_values_of_its_template_and_no_others(kind):
    found = [problem for problem in render(SOURCES[kind]).problems if problem.kind == kind]

    assert found
    for problem in found:
        assert {name for name, _ in problem.values} == placeholders(problems.TEMPLATES[kind])
        assert "%(" not in problem.message


@pytest.mark.parametrize("kind", ELSEWHERE)
def test_the_templates_of_other_parts_name_what_those_give(kind):
    assert placeholders(problems.TEMPLATES[kind]) == ELSEWHERE[kind]


def test_a_problem_without_its_values_has_no_message():
    with pytest.raises(KeyError):
        _ = problems.Problem(problems.DEAD_FRAGMENT).message


def test_problems_can_be_compared_and_put_into_sets():
    first, second = (render("$\\def\\a{b}$ [x](#none)").problems for _ in range(2))

    assert set(first) == set(second)
    assert len(set(first)) == 2


def test_what_a_problem_quotes_is_cut():
    (problem,) = render(f"[a](#{'b' * 5_000})").problems

    assert len(problem.message) < 300
    assert "b…" in problem.message


def test_percent_signs_of_the_source_are_quoted_as_they_are():
    (problem,) = render("{{ 100%(line)s %d }}").problems

    assert problem.message.startswith("{{ 100%(line)s %d }} is a tag")


def test_what_a_problem_quotes_is_on_one_line():
    (problem,) = render("$$\n\\bad\n  x\n$$").problems

    assert "formula $$ \\bad x $$ cannot" in problem.message
