"""What stands between two tags of a template language and is Markdown itself.

NexT, Butterfly, Fluid, Volantis, Icarus (Hexo), LoveIt, Docsy, Hextra, Blowfish, Book, Relearn
(Hugo), GitBook and MDX each have their own names for the same few things: a note set apart, a part
that opens, parts to choose from, a quotation, and wrappers that only place what they hold.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from blog.markup.elements import KNOWN_TAGS
from blog.markup.structure.callouts import CALLOUT_KINDS
from blog.markup.structure.nodes import Callout, Container, Group
from blog.markup.template_tags import shortcodes
from blog.markup.template_tags.shortcodes import Tag

_CALLOUTS: Final = {
    "note": "note",
    "admonition": "note",
    "notice": "note",
    "alert": "note",
    "callout": "note",
    "hint": "note",
    "message": "note",
    "aside": "note",
    "pageinfo": "note",
    "info": "note",
    "tip": "tip",
    "success": "tip",
    "important": "important",
    "warning": "warning",
    "caution": "caution",
    "danger": "caution",
    "error": "caution",
}
"""Tags around a note, and its kind where the arguments name none."""

_FOLDS: Final = frozenset(
    "details fold folding hidetoggle hideblock spoiler collapse expand expandable accordion "
    "accordionitem toggle".split()
)
"""Tags around a part that its reader opens."""

_TABS: Final = frozenset({"tab", "tabitem"})
"""Tags around one of the parts in a group of `_TAB_GROUPS`."""

_TAB_GROUPS: Final = frozenset({"tabs", "tabpane"})

_WRAPPERS: Final = frozenset(
    "grouppicture gp gallery steps lead center columns column rawhtml accordiongroup "
    "codegroup".split()
)
"""Tags that only place what they hold, which is shown as it is."""

_QUOTES: Final = frozenset({"blockquote", "quote", "pullquote", "centerquote", "cq"})
"""Tags around a quotation."""

_COLOURS: Final = {
    "red": "caution",
    "orange": "warning",
    "yellow": "warning",
    "green": "tip",
    "blue": "note",
    "cyan": "note",
    "purple": "note",
    "pink": "note",
    "gray": "note",
    "grey": "note",
}
_KIND_PARAMETERS: Final = ("type", "style", "color", "status", "kind")
_LOOKS = re.compile(
    r"fa[bsrl]?(?:[ -].*)?|simple|modern|flat|disabled|(?:no-)?icon|open|closed?|true|false|_", re.I
)
"""Words that say how a theme should draw the note."""

_COLON_PARAMETER = re.compile(r"(color|type|style|title|icon|size):(.*)", re.DOTALL)


class Pair(NamedTuple):
    """A tag and its end on one line: the tag, and the characters of both."""

    tag: Tag
    opening: int
    closing: int


def container_of(tag: Tag, number: int) -> Container | None:
    """Return the container that `tag`, on line `number`, opens; None for any other tag.

    A component by the name of an element, such as `<Details>`, is HTML in capitals. Astro's
    `<Aside>` is not: the element is none that a post may have.
    """
    if tag.component and tag.name in KNOWN_TAGS and tag.name != "aside":
        return None
    container = _container(tag, number)
    if container is not None:
        container.closing_tag = tag.closer
    return container


def pair_on_one_line(content: str) -> Pair | None:
    """Read `{% note %}text{% endnote %}`, if `content` is that and nothing more."""
    match = shortcodes.TAG.match(content)
    if match is None:
        return None
    stripped = content.rstrip()
    start = stripped.rfind("{{" if match["hugo"] else "{%")
    last = shortcodes.TAG.match(stripped, start) if start >= match.end() else None
    if last is None or last.end() != len(stripped):
        return None
    tag = shortcodes.tag_from(match)
    if tag.closing or not shortcodes.tag_from(last).closes(tag.closer):
        return None
    return Pair(tag, match.end(), len(content) - start)


def _container(tag: Tag, number: int) -> Callout | Group | None:
    name = tag.name
    if name in _CALLOUTS:
        return _callout(tag, number)
    if name in _FOLDS:
        opened = tag.parameter("open") == "true" or re.search(r"\bopen\b(?!=)", tag.arguments)
        title = _fold_title(tag)
        return Callout(line=number, kind="details", title=title, folded=True, unfolded=bool(opened))
    if name in _TABS:
        return Callout(line=number, kind="details", title=_tab_title(tag), folded=True)
    if name in _TAB_GROUPS:
        items = tag.parameter("items").split(",")
        return Group(line=number, titles=[item.strip() for item in items if item.strip()])
    if name in _WRAPPERS:
        return Group(line=number)
    if name in _QUOTES and not tag.component:
        return Callout(line=number, kind="quote", title=tag.arguments)
    return None


def _callout(tag: Tag, number: int) -> Callout:
    """Read the arguments of a note: its kind, its title, whether it is folded; looks are not kept.

    A word that names a kind or a colour decides the kind; LoveIt's third argument says `false` for
    a note that is closed at first.
    """
    kind = _CALLOUTS[tag.name]
    title = tag.parameter("title") or tag.parameter("header")
    named = False
    free: list[str] = []
    plain = [word for word in tag.words() if not re.match(r"[A-Za-z]\w*=", word)]
    for word in [*map(tag.parameter, _KIND_PARAMETERS), *plain]:
        value = word
        if pair := _COLON_PARAMETER.match(word):
            title = pair[2] if pair[1] == "title" else title
            value = pair[2] if pair[1] in _KIND_PARAMETERS else ""
        lower = value.lower()
        if not named and (found := CALLOUT_KINDS.get(lower) or _COLOURS.get(lower)):
            kind, named = found, True
        elif value and lower not in _COLOURS and not _LOOKS.fullmatch(value):
            free.append(value)
    if tag.name == "alert":
        # Blowfish's argument is the name of an icon.
        free = []
    elif tag.name in ("admonition", "notice"):
        # Relearn's third is as well.
        free = free[:1]
    closed = tag.parameter("open") == "false" or "false" in plain
    return Callout(
        line=number,
        kind="note" if kind == "details" else kind,
        title=title or " ".join(free),
        folded=kind == "details" or closed,
    )


def _fold_title(tag: Tag) -> str:
    for name in ("title", "summary", "text", "label", "header"):
        if value := tag.parameter(name):
            return value
    words = [word for word in tag.words() if not re.match(r"[A-Za-z]\w*=", word)]
    text = " ".join(word for word in words if word not in ("open", "closed", "true", "false"))
    if tag.name == "hidetoggle":
        # Butterfly: the title, then two colours.
        return text.partition(",")[0].strip()
    if tag.name == "folding" and "," in text:
        # Volantis: colour and state, then the title.
        return text.rpartition(",")[2].strip()
    if tag.name == "fold" and "@" in text:
        # Fluid: the kind, then the title.
        return text.partition("@")[2].strip()
    return text


def _tab_title(tag: Tag) -> str:
    for name in ("label", "title", "header", "name", "value"):
        if value := tag.parameter(name):
            return value
    # NexT and Butterfly write an icon after `@`.
    return " ".join(word for word in tag.words() if "=" not in word).partition("@")[0].strip()
