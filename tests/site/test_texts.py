"""Translated texts as templates print them."""

import pytest
from django.utils import translation

from tests.site.drawing import drawn

PLURAL = (
    "{% trans minutes=number %}{{ minutes }} minute to read"
    "{% pluralize %}{{ minutes }} minutes to read{% endtrans %}"
)


def test_a_text_is_in_the_active_language():
    template = "{{ _('Archive') }} {{ pgettext('page', 'Next') }}"
    assert drawn(template) == "Archive Next"
    with translation.override("zh-hans"):
        assert drawn(template) == "归档 下一页"


@pytest.mark.parametrize(
    ("language", "number", "text"),
    [
        ("en", 1, "1 minute to read"),
        ("en", 1234, "1234 minutes to read"),
        ("zh-hans", 1, "阅读需 1 分钟"),
    ],
)
def test_a_text_goes_by_the_number(language, number, text):
    with translation.override(language):
        assert drawn(PLURAL, number=number) == text


def test_a_text_in_a_context_goes_by_the_number():
    template = "{{ npgettext('c', '%(num)s <b>tree</b>', '%(num)s trees', n, num=n) }}"
    assert [drawn(template, n=n) for n in (1, 2)] == ["1 <b>tree</b>", "2 trees"]


def test_a_text_without_values_has_no_placeholders():
    assert drawn("{{ _('50% off') }} {{ pgettext('c', '%(name)s') }}") == "50% off %(name)s"


def test_values_are_escaped():
    template = "{% trans label, value %}Remove the filter {{ label }}: {{ value }}{% endtrans %}"
    with translation.override("zh-hans"):
        text = drawn(template, label="%(value)s", value='"<b>')
    assert "&#34;&lt;b&gt;" in text
    assert "%(value)s" in text
    assert "<b>" not in text
