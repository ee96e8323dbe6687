"""Links that are written as tags of a template language: `{{< ref "x.md" >}}`, `{% post_link x %}`.

A tag that stands for an address becomes that address, as text: in `[words]({{< ref "x.md" >}})` it
is the link's. Where the blog system would look the address up, the name it looks for is given, as a
relative `.md` link that whoever knows the other posts can resolve.
"""

from __future__ import annotations

import re
from html import escape

from blog.markup.fragments import Fragment, Literal, RawHtml
from blog.markup.template_tags.shortcodes import Tag

_NUMBER = re.compile(r"[0-9a-f]{5,40}\Z|\d{1,12}\Z")
_NAME = re.compile(r"[\w.-]{1,100}\Z")
_OUTPUT = re.compile(
    r"\{\{-?[ \t]*(?:site\.(?:base_?url|url)|"
    r"(?P<quote>[\"'])(?P<path>[^\"'{}\n]{1,500})(?P=quote)[ \t]*\|[ \t]*"
    r"(?:relative_url|absolute_url|prepend:[ \t]*site\.(?:base_?url|url)[|\w. \t:]{0,100}))"
    r"[ \t]*-?\}\}"
)


def link_of(tag: Tag) -> Fragment | None:
    """Return the address or the link that `tag` stands for; None for any other tag."""
    first, second = tag.parameter("path", 0).strip("`"), tag.parameter("title", 1)
    match tag.name:
        case "ref" | "relref" if tag.hugo and first:
            return Literal(first)
        case "post_path" | "post_url" if first and not tag.hugo:
            return Literal(_markdown_file(first))
        case "asset_path" if first and not tag.hugo:
            return Literal(first)
        case "post_link" if first and not tag.hugo:
            return _link(_markdown_file(first), _words_from(tag, 1) or first)
        case "asset_link" if first and not tag.hugo:
            return _link(first, second or first)
        case "url_for" | "full_url_for" if second and not tag.hugo:
            return _link(second, first)
        case "link" if tag.hugo:
            return _loveit_link(tag)
        case "link":
            return _link_tag(tag)
        case "btn" | "button" if not tag.hugo:
            return _button(tag)
        case _:
            return _page_elsewhere(tag, first, second)


def output_address(text: str) -> str | None:
    """Return the address that Jekyll's `{{ site.baseurl }}` or `{{ "/x" | relative_url }}` gives.

    The site's own address is "", as addresses are relative to the post; None for any other output.
    """
    match = _OUTPUT.fullmatch(text)
    return (match["path"] or "") if match else None


def _markdown_file(name: str) -> str:
    path, hash_sign, fragment = name.partition("#")
    return f"{path.removesuffix('.md')}.md{hash_sign}{fragment}"


def _link(address: str, text: str) -> RawHtml:
    href = escape(address.replace(" ", "%20"))
    return RawHtml(f'<a href="{href}">{escape(text, quote=False)}</a>')


def _words_from(tag: Tag, position: int) -> str:
    """Return the arguments from `position` on without Hexo's `escape` flag."""
    words = tag.words()[position:]
    if words and words[-1] in ("true", "false"):
        words.pop()
    return " ".join(words)


def _loveit_link(tag: Tag) -> Fragment | None:
    """Read `{{< link "address" "text" >}}`."""
    address = tag.parameter("href", 0)
    if not address:
        return None
    return _link(address, tag.parameter("content", 1) or address)


def _link_tag(tag: Tag) -> Fragment | None:
    """Read Jekyll's `{% link _posts/x.md %}` and Hexo's `{% link text address [external] %}`."""
    words = tag.words()
    if len(words) == 1:
        return Literal(words[0])
    for position, word in enumerate(words[1:], start=1):
        if "/" in word or word.startswith("#"):
            return _link(word, " ".join(words[:position]))
    return None


def _button(tag: Tag) -> Fragment | None:
    """Read NexT's and Butterfly's `{% btn address, text, icon %}`."""
    parts = [part.strip().strip("\"'") for part in tag.arguments.split(",")]
    if not parts[0]:
        return None
    return _link(parts[0], parts[1] if len(parts) > 1 and parts[1] else parts[0])


def _page_elsewhere(tag: Tag, first: str, second: str) -> Fragment | None:
    """Return a link to what a tag would show in a frame of another site."""
    match tag.name:
        case "gist":
            owner, slash, number = first.rpartition("/")
            if tag.hugo and second:
                owner, slash, number = first, "/", second
            if not _NUMBER.match(number) or (owner and not _NAME.match(owner)):
                return None
            address = f"https://gist.github.com/{owner}{slash}{number}"
        case "jsfiddle" if _NAME.match(first):
            address = f"https://jsfiddle.net/{first}/"
        case "x" | "tweet" | "twitter":
            user, number = tag.parameter("user") or "i", tag.parameter("id", 0)
            if not number.isdecimal() or not _NAME.match(user):
                return None
            address = f"https://x.com/{user}/status/{number}"
        case "instagram" if _NAME.match(first):
            address = f"https://www.instagram.com/p/{first}/"
        case _:
            return None
    return _link(address, address)
