import pytest

from blog.markup import MarkupError
from blog.markup.limits import MAX_HTML_DEPTH, MAX_HTML_MARKS
from blog.markup.sanitising import OWN_CLASSES, sanitise


def test_what_is_allowed_stays():
    html = '<p>a <kbd>b</kbd> <a href="/x" title="t">c</a> <img alt="d" src="e.png"></p>'

    assert sanitise(html) == html


@pytest.mark.parametrize("name", sorted(OWN_CLASSES))
def test_classes_of_the_pipeline_stay(name):
    assert sanitise(f'<div class="{name} own">x</div>') == f'<div class="{name}">x</div>'


def test_other_classes_styles_and_handlers_go():
    assert sanitise('<p class="masthead" style="x" onclick="y" data-z="w">a</p>') == "<p>a</p>"


def test_sanitising_twice_changes_nothing():
    html = '<b><p>x</b></p><a href="javascript:x">y</a><svg><style><img src=x onerror=y></style>'
    once = sanitise(html)

    assert sanitise(once) == once


def test_small_images_may_be_data_and_nothing_else():
    png = "data:image/png;base64,iVBORw0KGgo="

    assert png in sanitise(f'<img src="{png}">')
    assert "data:" not in sanitise('<img src="data:image/svg+xml;base64,AAAA">')
    assert "data:" not in sanitise(f'<a href="{png}">x</a>')


def test_too_many_tags_are_refused():
    with pytest.raises(MarkupError, match="Split it") as caught:
        sanitise("<br>" * (MAX_HTML_MARKS + 1))
    assert caught.value.limit == "MAX_HTML_MARKS"


def test_too_deep_tags_are_refused():
    sanitise("<div>" * MAX_HTML_DEPTH)
    with pytest.raises(MarkupError, match="Close the tags") as caught:
        sanitise("<div>" * (MAX_HTML_DEPTH + 1))
    assert caught.value.limit == "MAX_HTML_DEPTH"


def test_tags_that_need_no_end_do_not_add_up():
    assert sanitise("<p>a" * 500).count("<p>") == 500
