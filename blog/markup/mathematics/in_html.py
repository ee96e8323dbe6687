"""Formulas said in plain HTML: letters, signs and one level of scripts.

Most formulas in a text are of this kind. What comes out has no class and no style, and stays right
wherever an article is taken: `var`, `sub` and `sup` are kept where MathML is dropped.
"""

from __future__ import annotations

import unicodedata
from html import escape
from typing import Final

from lxml import etree

WITHOUT_VARIANTS: Final = {0xFE00: None, 0xFE01: None}
"""Takes out, with `str.translate`, what chooses between two forms of a script letter."""

_SCRIPTS: Final = {"msub": ("sub",), "msup": ("sup",), "msubsup": ("sub", "sup")}
_GROUPS: Final = frozenset({"math", "mrow"})
_TOKENS: Final = frozenset({"mi", "mn", "mo", "mtext"})
_INVISIBLE: Final = frozenset("\u2061\u2062\u2063\u2064")
_PRIMES: Final = frozenset("′″‴⁗")
# Two-place signs, which have a space on both sides unless they stand before what they belong to.
_BETWEEN: Final = frozenset("=≠≈≡∼≃≅∝<>≤≥≪≫≺≻∈∉∋⊂⊃⊆⊇⊊⊋→←↔⇒⇐⇔⟶⟵⟹⟸⟺↦⟼↑↓+−±∓×÷∗⋅·∘⊕⊗⊙⊖∧∨∩∪∖∣≜≔≕⊢⊨")
_PLAIN: Final = frozenset("()[]{}|‖/!.…⋯∇∂∞∀∃¬⊤⊥†‡°%#&*'⟨⟩⌊⌋⌈⌉∅ℓℏ∠△□?@~^-:\"")
_AFTER: Final = frozenset(",;")
# Larger than a line where they stand alone.
_LARGE: Final = frozenset("∫∬∭∮")
_WIDEST_SPACE: Final = 3.0  # em
_NARROWEST_SPACE: Final = 0.1  # em
_MAX_BACKWARDS: Final = 3  # eighteenths of an em: what `\!` takes back
_BOLD: Final = {"BOLD": "<strong>{}</strong>", "BOLD ITALIC": "<strong><var>{}</var></strong>"}


class _NotPlainError(Exception):
    """A part that HTML has no way to say."""


def in_html(formula: etree._Element) -> str | None:
    """Return the formula, a `math` of ours, as phrasing HTML, or None if HTML cannot say it."""
    writer = _Writer(large=_LARGE if formula.get("display") != "block" else frozenset())
    try:
        writer.row(formula, in_script=False)
    except _NotPlainError:
        return None
    return "".join(writer.parts).replace("</var><var>", "").strip() or None


class _Writer:
    """Writes a formula part by part and knows whether a sign has something before it."""

    def __init__(self, large: frozenset[str]) -> None:
        self.parts: list[str] = []
        self._large = large
        self._follows = False

    def row(self, element: etree._Element, *, in_script: bool) -> None:
        for child in element:
            self._element(child, in_script=in_script)

    def _element(self, element: etree._Element, *, in_script: bool) -> None:
        tag = str(element.tag)
        if tag == "mspace":
            self._space(element)
            return
        if element.get("class") is not None:
            raise _NotPlainError
        if tag in _GROUPS:
            self.row(element, in_script=in_script)
        elif tag in _SCRIPTS and not in_script:
            self._scripts(element, _SCRIPTS[tag])
        elif tag in _TOKENS and all(part.tag == "span" for part in element):
            self._token(element, tag, in_script=in_script)
        else:
            raise _NotPlainError

    def _scripts(self, element: etree._Element, places: tuple[str, ...]) -> None:
        self._element(element[0], in_script=False)
        for script, place in zip(list(element)[1:], places, strict=True):
            if place == "sup" and set("".join(map(str, script.itertext()))) <= _PRIMES:
                self._element(script, in_script=True)
                continue
            self.parts.append(f"<{place}>")
            self._follows = False
            self._element(script, in_script=True)
            self.parts.append(f"</{place}>")
        self._follows = True

    def _space(self, element: etree._Element) -> None:
        classes = element.get("class") or ""
        if classes:
            backwards = classes.removeprefix("m-back-")
            if not backwards.isdecimal() or int(backwards) > _MAX_BACKWARDS:
                raise _NotPlainError
            return
        width = _em(element.get("width"))
        if element.get("height") or element.get("depth") or width > _WIDEST_SPACE:
            raise _NotPlainError
        if width >= _NARROWEST_SPACE:
            self._gap()

    def _gap(self) -> None:
        if self.parts and not self.parts[-1].endswith(" "):
            self.parts.append(" ")

    def _token(self, element: etree._Element, tag: str, *, in_script: bool) -> None:
        text = "".join(map(str, element.itertext())).translate(WITHOUT_VARIANTS)
        text = text.replace("\u00a0", " ")
        if tag == "mo":
            self._sign(element, text, in_script=in_script)
            return
        if text.startswith(" "):
            self._gap()
            text = text.lstrip()
        if text == ":":  # `\colon`, which belongs to what is before it
            text = ": "
        written = "".join(_character(c) for c in text)
        if tag == "mi" and _is_slanted(text) and element.get("mathvariant") != "normal":
            written = f"<var>{written}</var>"
        self.parts.append(written)
        self._follows = True

    def _sign(self, element: etree._Element, text: str, *, in_script: bool) -> None:
        if not text or text in _INVISIBLE:
            if _em(element.get("lspace")) >= _NARROWEST_SPACE:
                self._gap()
            return
        left, right = element.get("lspace"), element.get("rspace")
        if text in _AFTER:
            self.parts.append(text if in_script else f"{text} ")
            self._follows = False
        elif text in _BETWEEN or _em(left) >= _NARROWEST_SPACE:
            # What the converter says wins: a sign of two parts, as `:=`, has no space between them.
            if not in_script and (self._follows if left is None else _em(left) > 0):
                self._gap()
            self.parts.append(escape(text, quote=False))
            follows = self._follows or left is not None
            if not in_script and (follows if right is None else _em(right) > 0):
                self._gap()
            self._follows = False
        elif text in _PLAIN or text in _PRIMES or text in self._large:
            self.parts.append(escape(text, quote=False))
            self._follows = text not in "([{⟨⌊⌈"
        else:
            raise _NotPlainError


def _em(length: str | None) -> float:
    """Return a length in em; one in another unit counts as none."""
    try:
        return float((length or "0").removesuffix("em"))
    except ValueError:
        return 0.0


def _is_slanted(text: str) -> bool:
    """Whether MathML sets an identifier in italics: a single letter that is not styled itself."""
    return (
        len(text) == 1 and text.isalpha() and not ("\u2100" <= text <= "\u214f" or text > "\uffff")
    )


def _character(character: str) -> str:
    """Return a character as HTML; few fonts have the mathematical letters beyond the first plane.

    Raises:
        _NotPlainError: HTML has no way to set it.
    """
    if character <= "\uffff":
        return escape(character, quote=False)
    name = unicodedata.name(character, "")
    for style, html in _BOLD.items():
        for kind in ("SMALL", "CAPITAL", "DIGIT"):
            if name.startswith(f"MATHEMATICAL {style} {kind} "):
                return html.format(unicodedata.normalize("NFKC", character))
    raise _NotPlainError
