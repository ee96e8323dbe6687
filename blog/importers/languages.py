"""The language of a post: told by its source, by its path, or by its characters."""

import re
from pathlib import PurePosixPath

from blog.importers.markdown_code import without_code

CHINESE = "zh-hans"
ENGLISH = "en"

CHINESE_SHARE = 0.1
"""Han characters among letters from which on a text is Chinese: technical Chinese quotes
much English, while English articles hold a Chinese name at most."""

EXAMINED_CHARACTERS = 50_000
"""The beginning of a text is enough to tell."""

_NO_PROSE = re.compile(r"\$\$.*?\$\$|\]\([^()\n]*\)|<[^<>\n]*>|https?://[\w./?=&%#-]+", re.S)
_HAN = re.compile(r"[\u4e00-\u9fff\u3400-\u4dbf]")
_LATIN = re.compile(r"[A-Za-z]")
_TAG = re.compile(r"(?P<language>[a-z]{2})(?:[-_](?:[a-z]{2}|hans|hant|latn))?", re.I)

_CODES = frozenset({"zh", "en", "ja", "ko", "de", "fr", "es", "pt", "ru", "it", "pl", "tr", "vi"})
"""Two letters alone would also fit folders such as ``go`` or ``ai``."""


def language_tag(text: str) -> str:
    """Return a language tag in lower case with hyphens if ``text`` is one, else ``""``."""
    match = _TAG.fullmatch(text.strip())
    if match is None or match["language"].lower() not in _CODES:
        return ""
    return text.strip().lower().replace("_", "-")


def tag_in_name(path: str) -> str:
    """Return the language tag in ``index.zh-cn.md``, or ``""``."""
    suffixes = PurePosixPath(path).suffixes
    return language_tag(suffixes[-2].removeprefix(".")) if len(suffixes) > 1 else ""


def tag_in_folders(path: str) -> str:
    """Return the language tag among a path's first folders (``content/zh/…``), or ``""``."""
    for folder in PurePosixPath(path).parts[:-1][:3]:
        tag = language_tag(folder)
        if tag:
            return tag
    return ""


def site_language(tag: str) -> str:
    """Return which of the site's languages a tag means, or ``""`` for another language."""
    language = language_tag(tag).partition("-")[0]
    return {"zh": CHINESE, "en": ENGLISH}.get(language, "")


def language_of_text(text: str) -> str:
    """Return the language of a Markdown text by the share of its Han characters."""
    prose = _NO_PROSE.sub(" ", without_code(text[:EXAMINED_CHARACTERS]))
    han, latin = len(_HAN.findall(prose)), len(_LATIN.findall(prose))
    return CHINESE if han and han >= CHINESE_SHARE * (han + latin) else ENGLISH
