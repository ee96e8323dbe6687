from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from blog.importers.old_addresses import date_tokens, decoded_path, expand, kept, site_prefix

TOKENS = date_tokens(datetime(2016, 5, 7, 8, 9, 10, tzinfo=ZoneInfo("Asia/Shanghai")))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/a/b/", "/a/b/"),
        ("a/b.html", "/a/b.html"),
        ("https://example.org/a/?q=1#f", "/a/"),
        ("/%E5%80%92%E6%8E%92/", "/倒排/"),
        ("//host/a", "/a"),
        ("/a//b/./c", "/a/b/c"),
        ("/a/index.html", "/a/"),
        ("/", ""),
        ("", ""),
        ("/../etc", ""),
        ("/:categories/:title", ""),
        ("/{{ page.x }}", ""),
        ("/%ff", ""),
        ("/a%00b", ""),
        ("/" + "x" * 1000, ""),
        ("http://[broken", ""),
    ],
)
def test_addresses_become_decoded_paths_or_nothing(address, expected):
    assert decoded_path(address) == expected


def test_an_address_with_and_without_its_last_slash_is_kept_once():
    assert kept(["/a/", "a", "/b", "/A"], prefix="/blog/") == ("/blog/a/", "/blog/b", "/blog/A")


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (":year/:month/:day/:title/", "/2016/05/07/name/"),
        ("/:i_month-:i_day/:title", "/5-7/name"),
        ("/:categories/:title", "/name"),
        ("/:unknown/:title", ""),
    ],
)
def test_permalink_rules(rule, expected):
    assert expand(rule, TOKENS | {":title": "name", ":categories": ""}) == expected


def test_the_prefix_of_a_site():
    assert site_prefix("https://example.org/blog/") == "/blog"
    assert site_prefix("https://example.org") == ""
    assert site_prefix("http://[broken") == ""
