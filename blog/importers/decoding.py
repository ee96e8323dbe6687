"""Bytes of a text file to text: byte order marks, UTF-8, UTF-16, GB18030; line ends to LF."""

import codecs
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""UTF-32 before UTF-16, whose little-endian mark begins the other."""

_SNIFFED_BYTES = 4_000
_TEXT_CONTROLS = frozenset("\t\n\r\f\x1b")


class NotTextError(Exception):
    """The bytes are no text in an encoding that is read; the message says so."""


@dataclass(frozen=True, slots=True)
class DecodedText:
    """Text with LF line ends and no mark, and the encoding that it was in."""

    text: str
    encoding: str


def decode(raw: bytes) -> DecodedText:
    """Return the text of a file.

    A byte order mark decides; else UTF-8, else UTF-16 without a mark (told by its zero
    bytes), else GB18030, which holds GBK and GB2312. Raise NotTextError for anything else.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _checked(_strictly(raw[len(mark) :], encoding), encoding)
    sniffed = _utf16_without_mark(raw)
    for encoding in [sniffed] if sniffed else ["utf-8", "gb18030"]:
        try:
            return _checked(raw.decode(encoding), encoding)
        except UnicodeDecodeError:
            continue
    raise NotTextError("this is neither UTF-8, UTF-16 nor GB18030 text; save it as UTF-8.")


def _strictly(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotTextError(
            f"it begins as {encoding.upper()} but is not ({error.reason}); save it as UTF-8."
        ) from error


def _utf16_without_mark(raw: bytes) -> str | None:
    """Tell UTF-16 by zero bytes: line ends, ``-`` and ``:`` have one, on a known side."""
    sample = raw[:_SNIFFED_BYTES]
    if len(sample) < 8 or b"\0" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd and odd > 8 * even:
        return "utf-16-le"
    if even and even > 8 * odd:
        return "utf-16-be"
    return None


def _checked(text: str, encoding: str) -> DecodedText:
    controls = sum(char < " " and char not in _TEXT_CONTROLS for char in text)
    if "\0" in text or controls * 20 > len(text):
        raise NotTextError("this is a binary file, not text, whatever its name says.")
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    return DecodedText(text, encoding)
