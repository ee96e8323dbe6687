"""Templates that print and call as Jinja2 has it, in less time."""

import jinja2
import pytest
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from markupsafe import Markup

from tests.site.drawing import ENVIRONMENT, drawn


class Shown:
    def __html__(self):
        return "<i>markup of its own</i>"


class Text(str):
    __slots__ = ()


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("<b>&\"'", "&lt;b&gt;&amp;&quot;&#x27;"),
        (Text("<b>"), "&lt;b&gt;"),
        (Markup("<b>"), "<b>"),
        (mark_safe("<b>"), "<b>"),
        (Shown(), "<i>markup of its own</i>"),
        (gettext_lazy("<b>"), "&lt;b&gt;"),
        (["<b>"], "[&#39;&lt;b&gt;&#39;]"),
        (12, "12"),
        (None, "None"),
    ],
)
def test_a_value_is_escaped_unless_it_is_markup(value, shown):
    assert drawn("{{ value }}", value=value) == shown
    assert drawn("{{ value.it }}", value={"it": value}) == shown
    assert drawn("{% set it %}{{ value }}{% endset %}{{ it }}", value=value) == shown
    macro = "{% macro m() %}{{ caller() }}{% endmacro %}"
    assert drawn(macro + "{% call m() %}{{ value }}{% endcall %}", value=value) == shown


def test_functions_get_what_they_are_given():
    def told(*values, **named):
        return f"{values} {named}"

    told_of = {"f": told, "it": {"f": told}, "given": {"z": 1}}
    assert drawn("{{ f()|safe }}", **told_of) == "() {}"
    assert drawn("{{ f(1, 2, b=3, a=4)|safe }}", **told_of) == "(1, 2) {'b': 3, 'a': 4}"
    assert drawn("{{ f(1, class=2)|safe }}", **told_of) == "(1,) {'class': 2}"
    assert drawn("{{ it.f(1)|safe }}", **told_of) == "(1,) {}"
    assert drawn("{{ f(*[1, 2], **given)|safe }}", **told_of) == "(1, 2) {'z': 1}"
    assert drawn("{% for x in [1, 2] %}{{ f(x)|safe }}{% endfor %}", **told_of) == "(1,) {}(2,) {}"


def test_macros_are_called():
    macro = "{% macro m(a, b='<') %}{{ a }}{{ b }}{% endmacro %}"
    assert drawn(macro + "{{ m('&') }} {{ m('&', b='>') }}") == "&amp;&lt; &amp;&gt;"
    with pytest.raises(TypeError, match="takes not more than 2"):
        drawn(macro + "{{ m(1, 2, 3) }}")


def test_blocks_are_called():
    loader = jinja2.DictLoader(
        {
            "base": "[{% block b %}base{% endblock %}|{{ self.b() }}]",
            "page": "{% extends 'base' %}{% block b %}{{ super() }} page{% endblock %}",
        }
    )
    assert ENVIRONMENT.overlay(loader=loader).get_template("page").render() == (
        "[base page|base page]"
    )


@pytest.mark.parametrize("name", ENVIRONMENT.globals)
def test_no_function_asks_for_the_context(name):
    assert not hasattr(ENVIRONMENT.globals[name], "jinja_pass_arg")
