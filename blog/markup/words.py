"""The few words that the pipeline itself puts into an article, in the article's language."""

from __future__ import annotations

from typing import Final

_CHINESE: Final = {
    "note": "注意",
    "tip": "提示",
    "important": "重要",
    "warning": "警告",
    "caution": "当心",
    "details": "详情",
    "quote": "",
    "footnotes": "脚注",
    "back": "返回正文",
    "contents": "目录",
    "table": "表格",
    "formula-error": "公式有误",
    "excerpt-code": "[代码]",
    "excerpt-formula": "[Math]",
}
_ENGLISH: Final = {
    "note": "Note",
    "tip": "Tip",
    "important": "Important",
    "warning": "Warning",
    "caution": "Caution",
    "details": "Details",
    "quote": "",
    "footnotes": "Footnotes",
    "back": "Back to the text",
    "contents": "Contents",
    "table": "Table",
    "formula-error": "Formula error",
    "excerpt-code": "[code]",
    "excerpt-formula": "[math]",
}


def words_for(language: str) -> dict[str, str]:
    """Return the words for a language tag: English for `en…`, else Simplified Chinese."""
    return _ENGLISH if language.lower().startswith("en") else _CHINESE
