import pytest

from blog.markup import render
from blog.markup.problems import Locator, ProblemLog


@pytest.mark.parametrize(
    ("source", "kind", "line", "column"),
    [
        ("a\n\n$\\bad$", "bad-formula", 3, 1),
        ("见 $\\eqref{none}$", "bad-formula", 1, 3),
        ("a\n![](x.png)", "image-without-alt", 2, 5),
        ('<img src="x.png">', "image-without-alt", 1, 11),
        ("！[图]（x）", "full-width-image", 1, 0),
        ("a {{ b }}", "unknown-shortcode", 1, 3),
        ("List<T>", "unknown-tag", 1, 5),
        ("a\n\n<script>x</script>", "removed-html", 3, 1),
        ('x <iframe src="https://a.example/"></iframe>', "refused-embed", 1, 3),
        ("[a](javascript:b)", "refused-address", 1, 5),
        ("[a](#none)", "dead-fragment", 1, 5),
        ("a[^b]", "undefined-footnote", 1, 0),
        ("a\n\n[^b]: c", "unused-footnote", 3, 0),
        ("a\n\n```\nb", "unclosed-fence", 3, 0),
    ],
)
def test_each_kind_of_problem_names_its_place(source, kind, line, column):
    problems = render(source).problems

    assert [(p.kind, p.line, p.column) for p in problems] == [(kind, line, column)]
    assert problems[0].message.endswith(".")


def test_a_clean_source_has_none():
    source = "# 题\n\n[a](#题) ![图](b.png) $x$ `{{ c }}` d[^1]\n\n[^1]: e\n\n[f](#top) [g](#)"

    assert render(source).problems == ()


def test_problems_come_in_the_order_of_the_source():
    log = ProblemLog()
    log.add("c", "z")
    log.add("b", "y", line=2)
    log.add("a", "x", line=1, column=5)
    log.add("b", "y", line=2)

    assert [p.kind for p in log.in_source_order()] == ["a", "b", "c"]


def test_repeated_texts_are_found_one_after_another():
    locate = Locator(["ab", "b", "c"])

    assert [locate("b"), locate("b"), locate("b"), locate("")] == [(1, 2), (2, 1), (0, 0), (0, 0)]
