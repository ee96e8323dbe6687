import pytest

from blog.importers.decoding import NotTextError, decode

TEXT = "标题：支持向量机\n第二行 – “引号” 😀\n"


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (TEXT.encode("utf-8"), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("gb18030"), "gb18030"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        (b"\xff\xfe\0\0" + TEXT.encode("utf-32-le"), "utf-32-le"),
    ],
)
def test_each_encoding_gives_the_same_text(raw, encoding):
    decoded = decode(raw)

    assert decoded.text == TEXT
    assert decoded.encoding == encoding


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_told_by_its_zero_bytes(encoding):
    raw = "title: a post\n---\nText of the post.\n".encode(encoding)

    assert decode(raw).encoding == encoding
    assert decode(raw).text.startswith("title: a post\n")


def test_gbk_is_read_as_the_gb18030_that_holds_it():
    assert decode("机器学习，算法".encode("gbk")).text == "机器学习，算法"


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_every_line_end_becomes_a_line_feed(ending):
    assert decode(f"一{ending}二{ending}".encode()).text == "一\n二\n"


def test_mixed_line_ends_become_line_feeds():
    assert decode(b"a\r\nb\nc\rd").text == "a\nb\nc\nd"


def test_an_empty_file_is_empty_text():
    assert decode(b"").text == ""


@pytest.mark.parametrize(
    "raw",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01" + bytes(range(256)),
        bytes(range(32)) * 20,
        b"\xff\xfe\x00\xd8",
        b"caf\xe9 au lait",
        b"text\0with a zero byte in it",
    ],
)
def test_what_is_no_text_is_refused_with_a_sentence(raw):
    with pytest.raises(NotTextError, match=r"\w+ \w+.*\.$"):
        decode(raw)
