"""Static files in front of Django: what is answered, how, and what never is."""

import json
import os

import pytest

from config import files_in_memory
from config.static_files import StaticFiles

SHEET = "css/site.0123456789ab.css"
SCRIPT = "js/a.min.ba9876543210.js"


@pytest.fixture
def root(tmp_path):
    """A folder as the storage leaves it, and a secret beside it."""
    folder = tmp_path / "static"
    files = {
        SHEET: b"body {}" * 100,
        f"{SHEET}.br": b"packed",
        f"{SHEET}.gz": b"zipped!",
        "css/site.css": b"body { }",
        SCRIPT: b"one()",
        "fonts/a.0123456789ab.woff2": b"wOF2",
        "css/former.aaaaaaaaaaaa.css": b"former {}",
        "stray.css": b"stray",
        ".hidden.0123456789ab.css": b"hidden",
    }
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    (folder / "dir.0123456789ab.css").mkdir()
    listed = {"css/site.css": SHEET, "js/a.min.js": SCRIPT, "fonts/a.woff2": "…"}
    (folder / "staticfiles.json").write_text(json.dumps({"paths": listed, "version": "1.1"}))
    (tmp_path / "secret.0123456789ab.txt").write_text("secret")
    return folder


@pytest.fixture
def ask(root):
    """Ask a layer over `root`: a function that returns status, headers and body."""
    application = StaticFiles(lambda _environ, start: start("200 OK", []) or [b"passed on"],
                              root=root, prefix="/static/")  # fmt: skip

    def ask(path, method="GET", **headers):
        return asked(application, path, method, **headers)

    ask.application = application
    return ask


def asked(application, path, method="GET", **headers):
    said = []
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path}
    environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    chunks = application(environ, lambda status, headers: said.append((status, headers)))
    body = b"".join(chunks)
    if hasattr(chunks, "close"):
        chunks.close()
    [(status, headers)] = said
    assert len(dict(headers)) == len(headers)
    return status, dict(headers), body


def test_a_hashed_file_is_to_be_kept_for_ever(ask):
    assert ask(f"/static/{SHEET}") == (
        "200 OK",
        {
            "Content-Type": "text/css; charset=utf-8",
            "Cache-Control": "public, max-age=31536000, immutable",
            "X-Content-Type-Options": "nosniff",
            "Vary": "Accept-Encoding",
            "ETag": '"0123456789ab"',
            "Content-Length": "700",
        },
        b"body {}" * 100,
    )


@pytest.mark.parametrize(
    ("accepted", "encoding", "body"),
    [
        ("gzip, deflate, br, zstd", "br", b"packed"),
        ("gzip", "gzip", b"zipped!"),
        ("br;q=0, gzip", "gzip", b"zipped!"),
        ("zstd", None, b"body {}" * 100),
    ],
)
def test_it_is_sent_in_the_smallest_encoding_that_is_accepted(accepted, encoding, body, ask):
    _status, headers, sent = ask(f"/static/{SHEET}", accept_encoding=accepted)
    assert (headers.get("Content-Encoding"), sent) == (encoding, body)
    assert headers["Content-Length"] == str(len(body))
    assert headers["ETag"] == f'"0123456789ab{"-" + encoding if encoding else ""}"'
    assert headers["Vary"] == "Accept-Encoding"


def test_what_has_one_form_only_does_not_vary(ask):
    _status, headers, body = ask(f"/static/{SCRIPT}", accept_encoding="br")
    assert body == b"one()"
    assert headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert not {"Vary", "Content-Encoding"} & headers.keys()


def test_a_font_has_its_type(ask):
    _status, headers, _body = ask("/static/fonts/a.0123456789ab.woff2")
    assert headers["Content-Type"] == "font/woff2"


@pytest.mark.parametrize("tags", ['"0123456789ab"', 'W/"0123456789ab"', '"x", "0123456789ab"', "*"])
def test_who_has_it_already_is_told_so(tags, ask):
    status, headers, body = ask(f"/static/{SHEET}", if_none_match=tags)
    assert (status, body) == ("304 Not Modified", b"")
    assert headers == {
        "Cache-Control": "public, max-age=31536000, immutable",
        "Vary": "Accept-Encoding",
        "ETag": '"0123456789ab"',
    }


def test_another_encoding_is_another_file(ask):
    status, _headers, _body = ask(
        f"/static/{SHEET}", accept_encoding="br", if_none_match='"0123456789ab"'
    )
    assert status == "200 OK"


def test_head_has_the_headers_alone(ask):
    got, head = ask(f"/static/{SHEET}"), ask(f"/static/{SHEET}", "HEAD")
    assert head == (*got[:2], b"")


def test_a_plain_name_is_served_as_the_file_is_now(ask, root):
    path = root / "css" / "site.css"
    _status, first, body = ask("/static/css/site.css")
    assert (body, first["Cache-Control"]) == (b"body { }", "public, max-age=60")
    assert ask("/static/css/site.css", if_none_match=first["ETag"])[0] == "304 Not Modified"
    path.write_bytes(b"p { }")
    status, second, body = ask("/static/css/site.css", if_none_match=first["ETag"])
    assert (status, body) == ("200 OK", b"p { }")
    assert second["ETag"] != first["ETag"]
    path.unlink()
    assert ask("/static/css/site.css")[0] == "404 Not Found"


def test_hashed_names_of_another_version_are_served_as_long_as_they_lie_there(ask):
    status, headers, body = ask("/static/css/former.aaaaaaaaaaaa.css")
    assert (status, body) == ("200 OK", b"former {}")
    assert "immutable" in headers["Cache-Control"]


@pytest.mark.parametrize(
    "name",
    [
        "",
        "css",
        "css/",
        "none.css",
        "css/none.0123456789ab.css",
        "staticfiles.json",
        "stray.css",
        f"{SHEET}.br",
        f"{SHEET}\n",
        f"{SHEET}\0",
        f"/{SHEET}",
        f"css/../{SHEET}",
        f"./{SHEET}",
        f"css//{SHEET.removeprefix('css/')}",
        "../secret.0123456789ab.txt",
        "css/../../secret.0123456789ab.txt",
        "..\\secret.0123456789ab.txt",
        ".hidden.0123456789ab.css",
        "dir.0123456789ab.css",
        "x" * 5000 + ".0123456789ab.css",
    ],
)
def test_what_is_no_static_file_is_not_found_nor_remembered(name, ask):
    status, headers, body = ask(f"/static/{name}")
    assert (status, body) == ("404 Not Found", b"no such file\n")
    assert headers["Content-Type"] == "text/plain; charset=utf-8"
    assert headers["Cache-Control"] == "no-store"
    assert len(ask.application._files) == 0


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_files_are_for_reading(method, ask):
    status, headers, _body = ask(f"/static/{SHEET}", method)
    assert (status, headers["Allow"]) == ("405 Method Not Allowed", "GET, HEAD")


def test_all_else_is_passed_on(ask):
    assert ask("/posts/a/")[2] == b"passed on"
    assert ask("/static")[2] == b"passed on"
    assert ask("/", "POST")[2] == b"passed on"


def test_nothing_is_served_before_anything_was_collected(tmp_path, root):
    application = StaticFiles(lambda *_: [], root=tmp_path / "later", prefix="/static/")
    assert asked(application, "/static/css/site.css")[0] == "404 Not Found"
    root.rename(tmp_path / "later")
    assert asked(application, "/static/css/site.css")[0] == "200 OK"


def test_a_large_file_is_sent_from_the_disk(ask, root, monkeypatch):
    monkeypatch.setattr(files_in_memory, "LARGEST_IN_MEMORY", 100)
    content = os.urandom(300_000)
    (root / "large.0123456789ab.png").write_bytes(content)
    status, headers, body = ask("/static/large.0123456789ab.png")
    assert (status, headers["Content-Length"], body) == ("200 OK", "300000", content)
    assert ask("/static/large.0123456789ab.png", "HEAD")[2] == b""
    assert ask.application._files.size < 10_000
    (root / "large.0123456789ab.png").unlink()
    assert ask("/static/large.0123456789ab.png")[0] == "404 Not Found"


def test_memory_is_bounded_and_what_was_asked_for_last_stays(root):
    for number in range(10):
        (root / f"f.{number:012x}.txt").write_bytes(b"x" * 8000)
    application = StaticFiles(lambda *_: [], root=root, prefix="/static/", limit=50_000)
    first = f"/static/f.{0:012x}.txt"
    for number in range(10):
        assert asked(application, f"/static/f.{number:012x}.txt")[2] == b"x" * 8000
        asked(application, first)
    files = application._files
    assert 30_000 < files.size <= 50_000
    assert {first, f"/static/f.{9:012x}.txt"} <= files._kept.keys()
    assert f"/static/f.{1:012x}.txt" not in files._kept
    assert asked(application, f"/static/f.{1:012x}.txt")[2] == b"x" * 8000
