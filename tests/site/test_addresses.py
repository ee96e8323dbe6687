"""Addresses of this site as they are written elsewhere."""

import pytest
from django.urls import resolve, reverse

from blog.site.addresses import absolute, address_of, page_paths


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/", "https://blog.example.org/"),
        ("/posts/%E7%B4%A2/", "https://blog.example.org/posts/%E7%B4%A2/"),
        ("//elsewhere.example/", "https://blog.example.org//elsewhere.example/"),
        ("https://files.example/a.webp", "https://files.example/a.webp"),
        ("http://files.example/a.webp", "http://files.example/a.webp"),
    ],
)
def test_a_path_becomes_an_address_of_the_site(path, address, settings):
    settings.SITE_URL = "https://blog.example.org"
    assert absolute(path) == address


@pytest.mark.parametrize("name", ["detail", "category", "tag", "author", "series"])
@pytest.mark.parametrize("slug", ["raft", "倒排索引", "a-b_c", "slug", "é"])
def test_an_address_by_slug_is_the_one_that_is_answered(name, slug):
    assert address_of(name, slug) == reverse(f"posts:{name}", args=[slug])


def test_every_page_that_all_lead_to_is_there():
    for name, path in page_paths().items():
        assert resolve(path).url_name == name
