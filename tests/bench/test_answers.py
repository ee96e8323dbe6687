"""Answers of the site that other servers give."""

import json
import sys

from tests.bench.answers import INDEX, Answer, keep

ANSWER = Answer(
    200,
    "OK",
    (("Content-Type", "text/html"), ("Date", "today"), ("X-Cache", "HIT"), ("Server", "granian")),
    "你好".encode(),
)


def test_headers_are_found_by_name():
    assert ANSWER.header("x-cache") == "HIT"
    assert ANSWER.header("ETag") == ""


def test_they_are_kept_as_files(tmp_path):
    assert keep(tmp_path, {"/a?b": ANSWER}) == {"/a?b": "/0.html"}
    assert (tmp_path / "0.html").read_bytes() == ANSWER.body
    assert json.loads((tmp_path / INDEX).read_text())["/a?b"]["status"] == "200 OK"


def test_the_bare_application_gives_the_same(tmp_path, monkeypatch):
    keep(tmp_path, {"/%E4%BD%A0/": ANSWER})
    monkeypatch.setenv("BENCH_ANSWERS", str(tmp_path))
    monkeypatch.delitem(sys.modules, "tests.bench.applications", raising=False)
    from tests.bench.applications import bare

    said = []
    body = b"".join(bare({"PATH_INFO": "/ä½\xa0/"}, lambda *start: said.append(start)))
    assert body == ANSWER.body
    # The server itself says the date and its name.
    assert said == [("200 OK", [("Content-Type", "text/html"), ("X-Cache", "HIT")])]
    bare({"PATH_INFO": "/gone"}, lambda *start: said.append(start))
    assert said[1][0] == "404 Not Found"
