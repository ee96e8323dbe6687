import pytest

from blog.markup import MarkupError
from blog.markup.elements import OWN_CLASSES, own_classes
from blog.markup.limits import MAX_DATA_IMAGE_CHARACTERS, MAX_HTML_DEPTH, MAX_HTML_MARKS
from blog.markup.sanitising.cleaning import sanitise as sanitise_blocks


def sanitise(html: str) -> str:
    return sanitise_blocks([html])


def test_what_is_allowed_stays():
    html = '<p>a <kbd>b</kbd> <a href="/x" title="t">c</a> <img alt="d" src="e.png"></p>'

    assert sanitise(html) == html


@pytest.mark.parametrize("name", sorted(OWN_CLASSES))
def test_classes_of_the_pipeline_stay(name):
    html = f'<div class="{own_classes(name)} own {name}">x</div>'

    assert sanitise(html) == f'<div class="{name}">x</div>'


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


def test_an_element_may_end_in_a_later_block():
    blocks = ["<details>\n<summary>a</summary>\n", "<p>b</p>\n", "</details>\n", "<p>c</p>"]

    assert sanitise_blocks(blocks) == "".join(blocks)


def test_what_is_left_open_reaches_to_the_end():
    assert sanitise_blocks(["<div>", "<p>a</p>", "<p>b</p>"]) == "<div><p>a</p><p>b</p></div>"


def test_a_block_after_what_cannot_be_followed_is_cleaned_with_it():
    assert "onclick" not in sanitise_blocks(["<b><i>x</b>", '<p onclick="y">z</p>'])


def test_a_large_picture_belongs_in_a_file():
    large = "data:image/png;base64," + "A" * MAX_DATA_IMAGE_CHARACTERS

    assert "data:" not in sanitise(f'<img src="{large}">')
