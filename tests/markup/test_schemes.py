import pytest

from blog.markup.limits import MAX_DATA_IMAGE_CHARACTERS
from blog.markup.schemes import is_data, is_safe, is_safe_srcset, is_small_picture

PICTURE = "data:image/png;base64,iVBORw0KGgo="


@pytest.mark.parametrize(
    "address",
    ["", "x", "/x", "#x", "?x", "//h/x", "https://h", "HTTP://h", "mailto:a@b", "tel:1"],
)
def test_addresses_of_pages_are_safe(address):
    assert is_safe(address)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        "\u200bjavascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "blob:x",
    ],
)
def test_addresses_that_run_or_leak_are_not(address):
    assert not is_safe(address)


@pytest.mark.parametrize("address", ["data:x", " DATA:x", "da\tta:x", "\x01data:x"])
def test_data_is_recognised_however_it_is_written(address):
    assert is_data(address)


def test_only_small_bitmaps_are_pictures():
    assert is_small_picture(PICTURE)
    assert not is_small_picture(PICTURE + "A" * MAX_DATA_IMAGE_CHARACTERS)
    assert not is_small_picture("data:image/svg+xml;base64,AAAA")
    assert not is_small_picture("data:text/html;base64,AAAA")


@pytest.mark.parametrize(
    ("srcset", "safe"),
    [
        ("a.png 1x, /b.png 2x", True),
        ("https://a.example/b.png 100w,c.png 200w", True),
        ("javascript:x", False),
        ("a.png 1x, data:image/svg+xml,x 2x", False),
        ("a.png 1x,\tjavascript:x 2x", False),
    ],
)
def test_every_candidate_of_a_set_counts(srcset, safe):
    assert is_safe_srcset(srcset) is safe
