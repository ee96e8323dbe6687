"""Rules on what came out: each makes the same of one construct on both sides."""

from __future__ import annotations

import re
from collections.abc import Callable

from blog.markup.inline.emoji import emoji
from tests.markup.compare.inline import Run, Token, plain, settled
from tests.markup.compare.structure import Block, Blocks

_LANGUAGE = re.compile(r"(?:\{\s*\.|\{)?([\w+#.-]*)")
_HEADING_ID = re.compile(r"[ \t]*\{#[^{}\n]{1,200}\}[ \t]*\Z")
_CONTENTS = re.compile(r"\[TOC\]|\[\[_?toc_?\]\]|@\[toc\]|@toc", re.IGNORECASE)
_KRAMDOWN_CONTENTS = re.compile(r"\n\{:[ \t]*toc\b[^{}\n]*\}\Z", re.IGNORECASE)
_EMOJI = re.compile(r":[a-z0-9_+-]{1,40}:")
_ATTRIBUTES = re.compile(r"\A[ \t]?\{:?[ \t]*(?:[.#][\w:-]+|[\w-]+=[^{}\s]+|[ \t])+\}")
_ATTRIBUTE_LINE = re.compile(r"(?:\A|\n)\{:[^{}\n]*\}(?=\n|\Z)")


def both(change: Callable[[Blocks], Blocks]) -> Callable[[Blocks, Blocks], tuple[Blocks, Blocks]]:
    """Return a rule's function that applies `change` to either side."""
    return lambda ours, theirs: (change(ours), change(theirs))


def theirs_only(
    change: Callable[[Blocks], Blocks],
) -> Callable[[Blocks, Blocks], tuple[Blocks, Blocks]]:
    """Return a rule's function that applies `change` to what cmark-gfm made."""
    return lambda ours, theirs: (ours, change(theirs))


def ours_only(
    change: Callable[[Blocks], Blocks],
) -> Callable[[Blocks, Blocks], tuple[Blocks, Blocks]]:
    """Return a rule's function that applies `change` to what we made."""
    return lambda ours, theirs: (change(ours), theirs)


def _with_run(block: Block, tokens: list[Token]) -> Block:
    return block._replace(run=settled(tokens))


def plain_languages(blocks: Blocks) -> Blocks:
    """Reduce the first word of an info string to the language in it."""
    return tuple(
        block._replace(detail=_language(block.detail)) if block.kind == "code" else block
        for block in blocks
    )


def _language(detail: tuple[str, ...]) -> tuple[str, ...]:
    match = _LANGUAGE.match(detail[0]) if detail else None
    word = match[1] if match else ""
    return (word,) if word and not word.isdecimal() else ()


def without_heading_ids(blocks: Blocks) -> Blocks:
    """Take `{#id}` off the ends of headings."""
    return tuple(_without_id(b) if b.kind.startswith("heading") else b for b in blocks)


def _without_id(block: Block) -> Block:
    if not block.run or block.run[-1].kind != "text":
        return block
    last = block.run[-1]
    text = _HEADING_ID.sub("", last.value)
    return _with_run(block, [*block.run[:-1], last._replace(value=text)])


def with_shifted_headings(ours: Blocks, theirs: Blocks) -> tuple[Blocks, Blocks]:
    """Move cmark-gfm's headings one level down if it has a first level and we do not."""
    if any(b.kind == "heading 1" for b in ours) or all(b.kind != "heading 1" for b in theirs):
        return ours, theirs
    return ours, tuple(
        b._replace(kind=f"heading {min(6, int(b.kind[-1]) + 1)}")
        if b.kind.startswith("heading")
        else b
        for b in theirs
    )


def empty_headers_as_cells(blocks: Blocks) -> Blocks:
    """Turn headers without content into plain cells."""
    return tuple(
        block._replace(kind="cell td") if block.kind == "cell th" and not block.run else block
        for block in blocks
    )


def callouts_as_quotes(blocks: Blocks) -> Blocks:
    """Turn callouts into quotes without a title."""
    out = []
    for block in blocks:
        if block.kind == "callout title":
            continue
        kind = "quote" if block.kind == "callout" else block.kind
        path = tuple("quote" if part == "callout" else part for part in block.path)
        out.append(block._replace(kind=kind, path=path))
    return tuple(out)


def without_contents(blocks: Blocks) -> Blocks:
    """Take out tables of contents, and the marks that ask for one."""
    out: list[Block] = []
    for block in blocks:
        text = plain(block.run)
        if block.kind == "contents":
            continue
        if block.kind in ("paragraph", "text") and _CONTENTS.fullmatch(text):
            continue
        if block.kind == "text" and _KRAMDOWN_CONTENTS.search(text):
            # `* TOC` and `{:toc}`: a list of one item, which was begun before this text.
            del out[-2:]
            continue
        out.append(block)
    return tuple(out)


def with_emoji(blocks: Blocks) -> Blocks:
    """Put the characters in the place of `:rocket:`, outside code."""

    def named(match: re.Match[str]) -> str:
        return emoji(match[0]) or match[0]

    return _with_texts(blocks, lambda text: _EMOJI.sub(named, text))


def _with_texts(blocks: Blocks, change: Callable[[str], str]) -> Blocks:
    return tuple(
        block
        if block.kind == "code"
        else block._replace(
            run=tuple(
                t._replace(value=change(t.value)) if t.kind == "text" else t for t in block.run
            )
        )
        for block in blocks
    )


def with_marks_as_text(blocks: Blocks) -> Blocks:
    """Write `<mark>` as `==`."""
    return tuple(
        _with_run(
            block,
            [
                Token("text", "==") if t.kind in ("open", "close") and t.value == "mark" else t
                for t in block.run
            ],
        )
        if any(t.value == "mark" for t in block.run)
        else block
        for block in blocks
    )


def with_plain_fragments(blocks: Blocks) -> Blocks:
    """Reduce addresses inside the text (`#some-heading`) to the `#`."""

    def changed(token: Token) -> Token:
        inside = token.kind == "open" and token.address.startswith("#")
        return token._replace(address="#") if inside else token

    return tuple(block._replace(run=tuple(map(changed, block.run))) for block in blocks)


def without_attributes(blocks: Blocks) -> Blocks:
    """Take out `{width=50%}` after images and links, and lines `{: .class}` of kramdown."""
    out = []
    for block in blocks:
        if block.kind == "code" or not any("{" in t.value for t in block.run):
            out.append(block)
            continue
        run = _without_attributes(block.run)
        if run or not block.run:
            out.append(block._replace(run=run))
    return tuple(out)


def _without_attributes(run: Run) -> Run:
    tokens: list[Token] = []
    for token in run:
        if token.kind != "text":
            tokens.append(token)
            continue
        text = token.value
        if tokens and _may_have_attributes(tokens[-1]):
            text = _ATTRIBUTES.sub("", text)
        tokens.append(token._replace(value=_ATTRIBUTE_LINE.sub("", text)))
    return settled(tokens)


def _may_have_attributes(token: Token) -> bool:
    return token.kind == "image" or (token.kind == "close" and token.value in ("a", "em", "strong"))


def without_videos(blocks: Blocks) -> Blocks:
    """Take out players; the frames they are made from are not in cmark-gfm's cleaned HTML."""
    out = []
    for block in blocks:
        if all(t.kind != "video" for t in block.run):
            out.append(block)
        elif run := settled(t for t in block.run if t.kind != "video"):
            out.append(block._replace(run=run))
    return tuple(out)


def captions_as_images(blocks: Blocks) -> Blocks:
    """Turn a figure of one image and its caption back into an image with a title."""
    out: list[Block] = []
    index = 0
    while index < len(blocks):
        three = blocks[index : index + 3]
        if [b.kind for b in three] == ["figure", "text", "caption"] and _is_one_image(three[1].run):
            title = plain(three[2].run)
            run = tuple(t._replace(title=title) if t.kind == "image" else t for t in three[1].run)
            out.append(Block("paragraph", three[0].path, run))
            index += 3
        else:
            out.append(blocks[index])
            index += 1
    return tuple(out)


def _is_one_image(run: Run) -> bool:
    """Whether `run` is an image, and perhaps a link around it."""
    marks = [t.value for t in run if t.kind in ("open", "close")]
    shown = [t.kind for t in run if t.kind not in ("open", "close")]
    return shown == ["image"] and marks in ([], ["a", "a"])


def definitions_as_quotes(blocks: Blocks) -> Blocks:
    """Turn lists of definitions into paragraphs, the terms, and quotes, the definitions."""
    out = []
    for block in blocks:
        if block.kind == "definitions":
            continue
        path = tuple(
            "quote" if part == "definition" else part
            for part in block.path
            if part != "definitions"
        )
        kind = {"term": "paragraph", "definition": "quote"}.get(block.kind, block.kind)
        if kind == "text" and block.path[-1:] == ("definition",):
            kind = "paragraph"
        out.append(block._replace(kind=kind, path=path))
    return tuple(out)
