"""What the templates of readers' pages are drawn with."""

from pathlib import Path

import pytest
from django.conf import settings
from django.utils.safestring import mark_safe
from jinja2 import UndefinedError

from tests.site.drawing import ENVIRONMENT, drawn

TEMPLATES = Path(settings.BASE_DIR) / "templates/readers"


@pytest.mark.parametrize("name", ENVIRONMENT.list_templates())
def test_every_template_can_be_read(name):
    assert ENVIRONMENT.get_template(name).name == name


def test_all_that_is_no_markup_is_escaped():
    hostile = "<b>\"x\" & 'y'"
    escaped = "&lt;b&gt;&quot;x&quot; &amp; &#x27;y&#x27;"
    assert drawn("{{ text }}", text=hostile) == escaped
    assert drawn("{% set also = text %}{{ also ~ '' }}", text=hostile) == escaped
    assert drawn("{{ text }}", text=mark_safe("<b>")) == "<b>"
    assert drawn("{{ text|linebreaks }}", text="<b>\n\nc") == "<p>&lt;b&gt;</p>\n\n<p>c</p>"
    assert drawn("{{ text|truncatechars(3) }}", text="<b>cd") == "&lt;b…"


@pytest.mark.parametrize(
    "template", ["{{ missing }}", "{% if missing %}{% endif %}", "{{ post.missing }}"]
)
def test_a_name_that_nobody_gives_is_an_error(template):
    with pytest.raises(UndefinedError, match="missing"):
        drawn(template, post=object())


def test_what_is_printed_looks_as_it_is():
    assert drawn("{{ 1234567 }} {{ 0 }} {{ none }}") == "1234567 0 None"


def test_addresses_are_found_by_name():
    assert drawn("{{ url('posts:month', 2026, 7) }}") == "/archive/2026/07/"


@pytest.mark.parametrize("name", ["400.html", "403_csrf.html", "500.html", "503.html"])
def test_pages_for_failures_need_nothing(name, settings):
    settings.SITE_NAME = "A <name>"
    page = ENVIRONMENT.get_template(name).render()
    assert '<html lang="en">' in page
    assert "A &lt;name&gt;" in page


def test_no_template_leaves_an_attribute_without_quotes():
    unquoted = [
        path.name
        for path in TEMPLATES.rglob("*.html")
        if "={{" in path.read_text() or "= {{" in path.read_text()
    ]
    assert unquoted == []
