"""Addresses of static files."""

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage

from blog.site.static_addresses import static_address


@pytest.fixture
def asked(monkeypatch):
    found = []
    usual = staticfiles_storage.url

    def url(path):
        found.append(path)
        return usual(path)

    monkeypatch.setattr(staticfiles_storage._wrapped, "url", url)
    return found


def test_an_address_is_asked_for_once(asked):
    assert {static_address("css/once.css") for _ in range(3)} == {"/static/css/once.css"}
    assert asked == ["css/once.css"]


def test_while_developing_it_is_asked_for_each_time(asked, settings):
    settings.DEBUG = True
    assert {static_address("css/twice.css") for _ in range(2)} == {"/static/css/twice.css"}
    assert asked == ["css/twice.css"] * 2
