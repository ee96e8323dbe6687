"""What surrounds every page, drawn once each."""

import pytest
from django.test import RequestFactory
from django.utils import translation

from blog.site.frame import frame


def drawn(path="/posts/raft/", **headers):
    found = frame(RequestFactory(headers=headers).get(path))
    return found["masthead"], found["footer"]


@pytest.mark.parametrize(
    ("path", "marked"), [("/", 1), ("/tags/", 1), ("/?page=2", 1), ("/tags/raft/", 0)]
)
def test_the_page_that_is_shown_is_marked(path, marked):
    assert drawn(path)[0].count('aria-current="page"') == marked


def test_the_colours_that_were_chosen_are_pressed():
    assert drawn()[0] != drawn(cookie="theme=dark")[0] != drawn(cookie="theme=light")[0]
    assert drawn(cookie="theme=dark")[1] == drawn()[1]


def test_it_follows_settings_and_language(settings):
    before = drawn()
    settings.SITE_NAME = "A <name>"
    settings.SITE_DESCRIPTION = "About & more"
    settings.SITE_LICENCE = "cc-by-4.0"
    masthead, footer = drawn()
    assert 'title="A &lt;name' in frame(RequestFactory().get("/"))["site_links"]
    assert "A &lt;name&gt;" in masthead
    assert "About &amp; more" in footer
    assert "creativecommons.org" in footer
    assert "creativecommons.org" not in before[1]
    with translation.override("zh-hans"):
        assert "归档" in drawn()[0]
