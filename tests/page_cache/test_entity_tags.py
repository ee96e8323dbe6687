"""Entity tags that pages are asked by."""

import hashlib

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from blog.page_cache.answers import Answer
from blog.page_cache.entity_tags import EntityTagMiddleware, digest_in, digest_of
from blog.page_cache.requests import Asked

PAGE = b"<p>A page.</p>"
TAG = f'"{hashlib.sha256(PAGE).hexdigest()[:24]}"'


def answered(response, method="GET", **headers):
    request = RequestFactory().generic(method, "/", headers=headers)
    return EntityTagMiddleware(lambda _request: response)(request)


def test_a_page_is_tagged_by_its_bytes():
    assert answered(HttpResponse(PAGE))["ETag"] == TAG
    assert answered(HttpResponse(PAGE + b" "))["ETag"] != TAG


def test_who_has_it_is_not_sent_it_again():
    response = answered(HttpResponse(PAGE), **{"if-none-match": TAG})
    assert (response.status_code, response.content) == (304, b"")
    assert answered(HttpResponse(b"Another"), **{"if-none-match": TAG}).status_code == 200


@pytest.mark.parametrize(
    ("response", "method"),
    [
        (HttpResponse(PAGE, headers={"Cache-Control": "no-store"}), "GET"),
        (HttpResponse(PAGE), "POST"),
        (HttpResponse(b""), "GET"),
        (StreamingHttpResponse([PAGE]), "GET"),
    ],
)
def test_what_is_not_asked_for_again_has_none(response, method):
    assert "ETag" not in answered(response, method)


def test_a_tag_that_a_page_has_stays():
    assert answered(HttpResponse(PAGE, headers={"ETag": '"own"'}))["ETag"] == '"own"'


@pytest.mark.parametrize(
    ("headers", "digest"),
    [
        ([("ETag", '"own"')], "own"),
        # A weak one does not say that it is the very bytes.
        ([("ETag", 'W/"own"')], digest_of(PAGE)),
        ([("ETag", '""')], digest_of(PAGE)),
        ([], digest_of(PAGE)),
    ],
)
def test_what_is_kept_has_the_tag_that_it_came_with(headers, digest):
    asked = Asked("/", "", "", False)
    assert Answer(asked, 1, 0.0, "200 OK", headers, PAGE).digest == digest


def test_only_what_is_quoted_is_a_digest():
    assert [digest_in(tag) for tag in ('"a"', "a", 'W/"a"', "")] == ["a", "", "", ""]
