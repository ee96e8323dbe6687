"""Problems as authors read them, in the language of the site."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils import translation

from blog.markup import MarkupError, Problem, render
from blog.markup.messages import gettext_noop, message
from blog.markup.problems import TEMPLATES
from blog.posts.problem_messages import described, translated

CATALOG = Path(__file__).parent.parent.parent / "locale/zh_Hans/LC_MESSAGES/django.po"
IMAGE = Problem("image-without-alt", 12, 3, (("address", "a.png"),))


@pytest.mark.parametrize(
    ("line", "column", "begin"), [(12, 3, "line 12, column 3: "), (12, 0, "line 12: "), (0, 0, "")]
)
def test_a_problem_begins_with_its_place_if_it_has_one(line, column, begin):
    problem = Problem("refused-embed", line, column)

    assert described(problem) == f"{begin}{problem.message}"


def test_a_problem_is_told_in_the_language_that_is_active():
    with translation.override("zh-hans"):
        assert described(IMAGE).startswith("第 12 行第 3 列：图片 a.png 没有")
    with translation.override("en"):
        assert described(IMAGE) == f"line 12, column 3: {IMAGE.message}"


def test_a_reason_within_a_problem_is_translated_too():
    (problem,) = render("$\\def\\a{b}$").problems

    with translation.override("zh-hans"):
        said = translated(problem.wording)

    assert "\\def" in said
    assert "不可" in said
    assert "available" not in said


def test_a_limit_is_told_in_the_language_that_is_active():
    with pytest.raises(MarkupError) as caught:
        render("a" * 1_000_001)

    with translation.override("zh-hans"):
        assert "1,000,001 个字符" in translated(caught.value.message)


def test_values_are_never_taken_for_templates():
    sentence = message(gettext_noop("There is no footnote [^%(label)s]."), label="%(line)s %s 100%")

    assert translated(sentence) == "There is no footnote [^%(line)s %s 100%]."


def test_every_kind_of_problem_has_its_chinese():
    with CATALOG.open("rb") as file:
        catalog = read_po(file, locale="zh_Hans")

    untranslated = [
        kind
        for kind, template in TEMPLATES.items()
        if template not in catalog or not catalog[template].string
    ]
    assert untranslated == []
