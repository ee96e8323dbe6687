"""Addresses of this site as they are written elsewhere."""

import pytest

from blog.site.addresses import absolute


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
