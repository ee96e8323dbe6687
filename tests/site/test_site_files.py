"""The files that a site has at known addresses: its manifest, its security contact."""

import json
from datetime import UTC, datetime

import pytest
from django.contrib.staticfiles import finders
from django.utils import timezone


def test_the_manifest_describes_the_site(client):
    response = client.get("/site.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    manifest = json.loads(response.content)
    assert manifest["name"] == "Incoming Transmission"
    assert (manifest["lang"], manifest["start_url"], manifest["scope"]) == ("en", "/", "/")
    assert {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }
    for icon in manifest["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/"))


def test_the_manifest_speaks_the_sites_language(client, settings):
    settings.LANGUAGE_CODE = "zh-hans"
    settings.SITE_NAME = "深空来信"
    response = client.get("/site.webmanifest")
    assert "深空来信" in response.content.decode()
    assert json.loads(response.content)["lang"] == "zh-Hans"


@pytest.fixture
def contact(settings):
    settings.SECURITY_CONTACT = "mailto:security@example.org"


def fields(response):
    assert response.status_code == 200
    return dict(line.split(": ", 1) for line in response.content.decode().splitlines())


def test_the_security_contact_is_where_finders_look(client, contact, now):
    response = client.get("/.well-known/security.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert fields(response) == {
        "Contact": "mailto:security@example.org",
        "Expires": "2027-06-01T00:00:00Z",
        "Preferred-Languages": "en, zh",
        "Canonical": "https://blog.example.org/.well-known/security.txt",
    }


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (datetime(2026, 11, 1, tzinfo=UTC), "2027-06-01"),
        (datetime(2026, 11, 30, 23, tzinfo=UTC), "2027-06-01"),
        (datetime(2026, 5, 31, tzinfo=UTC), "2026-12-01"),
        (datetime(2026, 6, 1, tzinfo=UTC), "2027-01-01"),
    ],
)
def test_the_contact_is_valid_for_half_a_year_and_the_same_for_a_month(
    day, end, client, contact, monkeypatch
):
    monkeypatch.setattr(timezone, "now", lambda: day)
    assert fields(client.get("/.well-known/security.txt"))["Expires"] == f"{end}T00:00:00Z"


def test_the_contact_prefers_the_sites_language(client, contact, settings):
    settings.LANGUAGE_CODE = "zh-hans"
    assert fields(client.get("/.well-known/security.txt"))["Preferred-Languages"] == "zh, en"


@pytest.mark.django_db
def test_without_a_contact_there_is_no_such_file(client, settings):
    settings.SECURITY_CONTACT = ""
    assert client.get("/.well-known/security.txt").status_code == 404


@pytest.mark.parametrize(
    "address", ["/site.webmanifest", "/.well-known/security.txt", "/favicon.ico"]
)
def test_the_files_are_only_read(address, client, contact):
    assert client.post(address).status_code == 405
    assert client.head(address).status_code in {200, 302}
