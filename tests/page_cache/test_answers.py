"""Finished answers: encodings, entity tags, dates (RFC 9110)."""

import gzip

import brotli
import pytest

from blog.page_cache.answers import Answer, best_encoding, is_unchanged
from blog.page_cache.requests import Asked

PAGE = "<p>梯度下降 and back</p>".encode() * 100
DATE = 1_795_000_000


def answer(body=PAGE, content_type="text/html; charset=utf-8", **headers):
    named = [("Content-Type", content_type), *headers.items()]
    return Answer(Asked("/", "", "", False), 1, DATE, "200 OK", named, body)


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0.5, gzip;q=1.0", "gzip"),
        ("gzip;q=0, br;q=0", ""),
        ("br;q=0, gzip", "gzip"),
        ("GZIP", "gzip"),
        ("x-gzip", "gzip"),
        ("*", "br"),
        ("*;q=0", ""),
        ("identity", ""),
        ("identity;q=1, gzip;q=0.5", ""),
        ("deflate", ""),
        ("", ""),
        (",;q=,br;q=x", ""),
    ],
)
def test_the_smallest_acceptable_encoding_is_chosen(accepted, encoding):
    assert best_encoding(accepted) == encoding


def test_each_encoding_says_what_it_is():
    one = answer()
    forms = {encoding: one.form(encoding) for encoding in ("", "gzip", "br")}
    assert forms[""].body == [PAGE]
    assert gzip.decompress(forms["gzip"].body[0]) == PAGE
    assert brotli.decompress(forms["br"].body[0]) == PAGE
    assert len({form.etag for form in forms.values()}) == 3
    for encoding, form in forms.items():
        headers = dict(form.headers)
        assert headers.get("Content-Encoding", "") == encoding
        assert headers["Content-Length"] == str(len(form.body[0]))
        assert headers["Vary"] == "Accept-Encoding"
        assert headers["ETag"] == form.etag


def test_what_does_not_get_smaller_stays_as_it_is():
    for one in [answer(b"short"), answer(PAGE, "image/png")]:
        assert one.form("br") is one.form("gzip") is one.form("")
        assert "Vary" not in dict(one.form("").headers)


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/atom+xml", "application/json", "image/svg+xml", "text/xml"]
)
def test_every_kind_of_text_is_compressed(kind):
    assert dict(answer(content_type=kind).form("br").headers)["Content-Encoding"] == "br"


def test_vary_of_the_page_is_kept():
    assert dict(answer(Vary="Cookie").form("br").headers)["Vary"] == "Cookie, Accept-Encoding"


def test_what_is_said_to_caches_between_is_the_pages_own_or_the_default():
    assert dict(answer().form("").headers)["Cache-Control"].startswith("public, max-age=0")
    own = answer(**{"Cache-Control": "public, max-age=60"})
    assert dict(own.form("").headers)["Cache-Control"] == "public, max-age=60"


def test_the_tag_of_the_same_text_is_the_same_in_every_process():
    assert answer().form("br").etag == answer().form("br").etag
    assert answer(PAGE + b"!").form("br").etag != answer().form("br").etag


@pytest.mark.parametrize(
    ("tags", "is_known"),
    [
        ("{0}", True),
        ('"a", {0}', True),
        ("W/{0}", True),
        ("*", True),
        ('"a"', False),
        ("", False),
    ],
)
def test_a_known_tag_is_enough(tags, is_known):
    one = answer()
    form = one.form("br")
    asked = {"HTTP_IF_NONE_MATCH": tags.format(form.etag)}
    assert is_unchanged(form, one, asked) is is_known


def test_the_tag_of_another_encoding_is_not_known():
    one = answer()
    assert not is_unchanged(one.form("gzip"), one, {"HTTP_IF_NONE_MATCH": one.form("br").etag})


def test_a_date_is_proof_only_if_it_is_the_very_one():
    one = answer()
    date = "HTTP_IF_MODIFIED_SINCE"
    assert "Last-Modified" not in dict(one.form("").headers)
    assert not is_unchanged(one.form(""), one, {date: "Wed, 18 Nov 2026 00:00:00 GMT"})
    one.form("br")
    one.date(DATE)
    said = dict(one.form("br").headers)["Last-Modified"]
    assert is_unchanged(one.form("br"), one, {date: said})
    one.date(DATE - 60)
    assert not is_unchanged(one.form("br"), one, {date: said})
    assert not is_unchanged(one.form("br"), one, {date: "yesterday"})
    # A tag that is not known counts more than a date that is.
    known = dict(one.form("br").headers)["Last-Modified"]
    assert not is_unchanged(one.form("br"), one, {date: known, "HTTP_IF_NONE_MATCH": '"x"'})


def test_its_size_grows_with_what_it_holds():
    one = answer()
    before = one.size
    form = one.form("br")
    assert one.size >= before + len(form.body[0])
