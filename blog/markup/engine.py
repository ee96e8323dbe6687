"""Python-Markdown, set up for this pipeline.

Block parsing is `structure`'s and what must stay untouched is put aside by `spans`, so of
Python-Markdown's own parts only the inline patterns remain: links, images, references, escapes,
emphasis, and strikethrough and marks from pymdown-extensions.
"""

from __future__ import annotations

import re
import string
import threading
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import ReferenceInlineProcessor
from markdown.util import Registry
from pymdownx.mark import MarkExtension
from pymdownx.tilde import DeleteSubExtension

from blog.markup.addresses import is_safe
from blog.markup.fragments import Fragment, source_of, written
from blog.markup.inline.bare_addresses import BareAddressProcessor, BareMailProcessor
from blog.markup.problems import REFUSED_ADDRESS, Locator, ProblemLog
from blog.markup.tokens import OPEN, Vault

_LABEL = re.compile(r"\[([^\]]*)\]")
_LEFT_OUT = ("backtick", "linebreak", "autolink", "automail", "html", "entity")


class _Downlink(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        for name in _LEFT_OUT:
            md.inlinePatterns.deregister(name)
        md.ESCAPED_CHARS = list(string.punctuation)
        md.inlinePatterns.register(BareAddressProcessor(md), "bare_address", 70)
        md.inlinePatterns.register(BareMailProcessor(md), "bare_mail", 69)
        for name in ("reference", "image_reference"):
            # `[a] [b]` is two links in CommonMark, one in the Markdown of 2004.
            pattern = md.inlinePatterns[name]
            if isinstance(pattern, ReferenceInlineProcessor):
                pattern.RE_LINK = _LABEL  # type: ignore[misc]  # typed as a constant of the class
        md.treeprocessors.deregister("prettify")
        md.preprocessors = Registry()
        md.postprocessors = Registry()


class _References(dict[str, tuple[str, str]]):
    """Definitions by label, found also when code or a formula in the label became a token."""

    def __init__(self, definitions: dict[str, tuple[str, str]], vault: Vault[Fragment]) -> None:
        super().__init__(definitions)
        self._vault = vault

    def __contains__(self, label: object) -> bool:
        return isinstance(label, str) and super().__contains__(self._key(label))

    def __getitem__(self, label: str) -> tuple[str, str]:
        return super().__getitem__(self._key(label))

    def _key(self, label: str) -> str:
        return reference_key(self._vault.restore(label, written))


def reference_key(label: str) -> str:
    """Return the form in which labels are compared (CommonMark 0.31.2, section 4.7)."""
    return " ".join(label.split()).casefold()


_local = threading.local()


def _markdown() -> Markdown:
    """Return this thread's instance; building one costs more than a short post."""
    instance: Markdown | None = getattr(_local, "markdown", None)
    if instance is None:
        instance = Markdown(
            output_format="html",
            extensions=[
                DeleteSubExtension(subscript=False),
                MarkExtension(),
                _Downlink(),
            ],
        )
        _local.markdown = instance
    return instance


def to_html(
    tree: Element,
    references: dict[str, tuple[str, str]],
    vault: Vault[Fragment],
    problems: ProblemLog,
    locate: Locator,
) -> str:
    """Run the inline patterns over `tree`, a `div`, and return its content as HTML with tokens.

    `references` maps `reference_key` labels to address and title.

    Raises:
        RecursionError: emphasis or links are nested too deep.
    """
    md = _markdown()
    try:
        md.reset()
        md.references = _References(references, vault)
        for processor in md.treeprocessors:
            changed = processor.run(tree)
            tree = tree if changed is None else changed
        _settle_attributes(tree, vault, problems, locate)
        return md.serializer(tree).removeprefix("<div>").removesuffix("</div>")
    except BaseException:
        # An instance that was interrupted may hold half of this source.
        del _local.markdown
        raise


def _settle_attributes(
    tree: Element, vault: Vault[Fragment], problems: ProblemLog, locate: Locator
) -> None:
    """Give attributes their text back (a token may stand in text only), and check addresses."""
    for element in tree.iter():
        for name, value in element.items():
            text = vault.restore(value, source_of) if OPEN in value else value
            if name in ("href", "src"):
                if not is_safe(text) and not text.lower().startswith("data:image/"):
                    del element.attrib[name]
                    line, column = locate(text)
                    problems.add(
                        REFUSED_ADDRESS,
                        f"The address {text[:200]} is not one that a post may lead to; use "
                        "https:, mailto: or a path.",
                        line=line,
                        column=column,
                    )
                    continue
                text = text.strip().replace(" ", "%20")
            if text is not value:
                element.set(name, text)
