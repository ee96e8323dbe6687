"""Which texts of readers' templates are collected for translation."""

from django.core.management import get_commands

from blog.posts.management.commands.makemessages import Command, calls_of
from tests.site.drawing import ENVIRONMENT

TEMPLATE = """{# nothing #}
<p title="{{ _('One') }}">{{ pgettext("a “place”", 'To "be"') }}</p>

{% trans number=number %}{{ number }} tree{% pluralize %}{{ number }} trees{% endtrans %}
"""


def test_texts_of_a_template_become_calls_in_the_same_lines():
    lines = calls_of(TEMPLATE, ENVIRONMENT).splitlines()
    assert lines == [
        "",
        "_('One'); pgettext('a “place”', 'To \"be\"')",
        "",
        "ngettext('%(number)s tree', '%(number)s trees', None, None)",
    ]


def test_a_template_without_texts_becomes_nothing():
    assert calls_of("<p>{{ post.title }}</p>", ENVIRONMENT) == ""


def test_the_command_of_this_project_is_the_one_that_runs():
    assert get_commands()["makemessages"] == "blog.posts"
    assert Command.build_file_class is not Command.__mro__[1].build_file_class
