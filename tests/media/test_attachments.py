"""Files for download: a few kinds, each with the content that its name promises."""

import io
import zipfile

import pytest

from blog.media.attachments import attachment
from blog.media.encoding import StorableFile
from blog.media.refusals import RefusedUpload, TooLarge


def packed():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        # Of a fixed time, so that the same bytes name a test in every process.
        archive.writestr(zipfile.ZipInfo("a.py"), "print()")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("paper.PDF", b"%PDF-1.7\n1 0 obj\n%%EOF\n"),
        ("code.zip", packed()),
        ("data.csv", "\ufeff名,值\n".encode()),
        ("notes.v2.txt", "说明".encode()),
        ("config.json", b"[1, 2]"),
        ("run.ipynb", b'{"cells": [], "nbformat": 4}'),
        ("refs.bib", b"@article{a, title={b}}"),
    ],
)
def test_each_kind_is_taken_unchanged(name, content):
    assert attachment(name, content) == StorableFile(content, name.rpartition(".")[2].lower())


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.pdf", b"<script>alert(1)</script>", "content is not that of a .pdf"),
        ("a.pdf", b"%PDF-1.7 cut off", "or it is incomplete"),
        ("a.zip", b"MZ\x90", "content is not that of a .zip"),
        ("a.zip", packed()[:-20], "or it is incomplete"),
        ("a.zip", b"#!/bin/sh\n" + packed(), "content is not that of a .zip"),
        ("a.json", b"{", "content is not that of a .json"),
        ("a.json", b"[" * 200_000, "content is not that of a .json"),
        ("a.ipynb", b"{}", "content is not that of a .ipynb"),
        ("a.csv", "数据".encode("gbk"), "not text in UTF-8"),
        ("a.txt", b"MZ\0\x01", "not text in UTF-8"),
        ("a.txt", b"", "is empty"),
        ("a.exe", b"MZ", r"pictures .* and files named \.pdf, \.zip"),
        ("a.html", b"<p>", "of a kind that is not stored"),
        ("a.js", b"1", "of a kind that is not stored"),
        ("pdf", b"%PDF-1.7 %%EOF", "of a kind that is not stored"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(name, content, reason):
    with pytest.raises(RefusedUpload, match=rf"(?i)^{name} .*{reason}") as caught:
        attachment(name, content)
    assert str(caught.value).endswith(".")


def test_too_many_bytes_are_refused():
    with pytest.raises(TooLarge):
        attachment("a.txt", b"a" * (20 * 1024 * 1024 + 1))
