"""Videos: the frames that a post may hold, and the shortcodes that stand for them.

An author's `<iframe>` never passes the sanitisers. Its address is recognised here, and a frame of
our own is made from the video's number alone.
"""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from typing import Final
from urllib.parse import parse_qs, urlsplit

from blog.markup.fragments import Fragment, RawHtml, Video
from blog.markup.template_tags.links import link_of
from blog.markup.template_tags.shortcodes import Tag

VIDEO_HOSTS: Final = (
    "https://www.youtube-nocookie.com",
    "https://player.bilibili.com",
    "https://player.vimeo.com",
)
"""The origins that frames are loaded from, for `frame-src` of the Content-Security-Policy."""

_YOUTUBE_ID = re.compile(r"[\w-]{6,20}\Z", re.ASCII)
_BILIBILI_ID = re.compile(r"(?:BV[0-9A-Za-z]{8,14}|av\d{1,15})\Z", re.ASCII)
_VIMEO_ID = re.compile(r"\d{4,15}\Z", re.ASCII)
_SECONDS = re.compile(r"\d{1,6}\Z", re.ASCII)


def youtube(identifier: str, start: str = "", title: str = "") -> Video | None:
    if not _YOUTUBE_ID.match(identifier):
        return None
    query = f"?start={start}" if _SECONDS.match(start) else ""
    return Video(f"{VIDEO_HOSTS[0]}/embed/{identifier}{query}", title or "YouTube")


def bilibili(identifier: str, page: str = "", title: str = "") -> Video | None:
    if not _BILIBILI_ID.match(identifier):
        return None
    key, value = ("aid", identifier[2:]) if identifier.startswith("av") else ("bvid", identifier)
    query = f"{key}={value}&autoplay=0"
    if _SECONDS.match(page):
        query += f"&p={page}"
    return Video(f"{VIDEO_HOSTS[1]}/player.html?{query}", title or "Bilibili")


def vimeo(identifier: str, title: str = "") -> Video | None:
    if not _VIMEO_ID.match(identifier):
        return None
    return Video(f"{VIDEO_HOSTS[2]}/video/{identifier}", title or "Vimeo")


def video_at(address: str, title: str = "") -> Video | None:
    """Return the video whose player or page `address` names, or None for any other address."""
    try:
        parts = urlsplit(f"https:{address}" if address.startswith("//") else address)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https"):
        return None
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    segments = [segment for segment in parts.path.split("/") if segment]
    last = segments[-1] if segments else ""
    if host in ("youtube.com", "youtube-nocookie.com"):
        if segments[:1] in (["embed"], ["v"], ["shorts"]):
            return youtube(last, query.get("start", ""), title)
        return youtube(query.get("v", ""), query.get("t", "").rstrip("s"), title)
    if host == "youtu.be":
        return youtube(last, query.get("t", "").rstrip("s"), title)
    if host == "player.bilibili.com":
        number = query.get("bvid") or (f"av{query['aid']}" if "aid" in query else "")
        return bilibili(number, query.get("p", query.get("page", "")), title)
    if host == "bilibili.com" and segments[:1] == ["video"]:
        return bilibili(last, query.get("p", ""), title)
    if host in ("vimeo.com", "player.vimeo.com"):
        return vimeo(last, title)
    return None


class _FrameAttributes(HTMLParser):
    """Reads the attributes of the one tag it is fed."""

    def __init__(self) -> None:
        super().__init__()
        self.attributes: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes = {name: value or "" for name, value in reversed(attrs)}


def video_from_tag(tag: str) -> Video | None:
    """Return the video that an `<iframe …>` shows, or None if its host is not allowed."""
    reader = _FrameAttributes()
    reader.feed(tag)
    address = reader.attributes.get("src", "") or reader.attributes.get("data-src", "")
    return video_at(address.strip(), reader.attributes.get("title", "").strip()[:200])


def translate(tag: Tag) -> Fragment | None:
    """Return what a shortcode stands for, or None if it is not one of the common ones."""
    if tag.closing:
        return None
    first = tag.parameter("id", 0)
    match tag.name:
        case "youtube":
            return youtube(first, tag.parameter("start"), tag.parameter("title"))
        case "bilibili":
            return bilibili(
                tag.parameter("bvid") or first, tag.parameter("p", 1), tag.parameter("title")
            )
        case "vimeo":
            return vimeo(first, tag.parameter("title"))
        case "iframe":
            return video_at(tag.parameter("src", 0))
        case "video" | "audio":
            return _player(tag)
        case "figure" | "image":
            return _figure(tag)
        case "img" if tag.hugo:
            return _figure(tag)
        case "asset_img" | "img":
            return _hexo_image(tag)
        case _:
            return link_of(tag)


def _figure(tag: Tag) -> Fragment | None:
    source = tag.parameter("src", 0)
    if not source:
        return None
    caption = tag.parameter("caption") or tag.parameter("title")
    alt = tag.parameter("alt") or caption
    image = f'<img src="{escape(source)}" alt="{escape(alt)}"{_sizes(tag)}>'
    if link := tag.parameter("link"):
        image = f'<a href="{escape(link)}">{image}</a>'
    if caption:
        image += f"<figcaption>{escape(caption)}</figcaption>"
    return RawHtml(f"<figure>{image}</figure>")


def _sizes(tag: Tag) -> str:
    return "".join(
        f' {name}="{value}"'
        for name in ("width", "height")
        if (value := tag.parameter(name).removesuffix("px")).isdecimal()
    )


def _hexo_image(tag: Tag) -> Fragment | None:
    """Read `{% img [classes] address [width] [height] [title] %}`; asset_img is alike."""
    words = tag.words()
    for position, word in enumerate(words):
        if "/" in word or re.search(r"\.\w{2,5}$", word):
            after = words[position + 1 :]
            numbers = [w for w in after[:2] if w.isdecimal() and len(w) < 6]
            sizes = zip(("width", "height"), numbers, strict=False)
            size = "".join(f' {name}="{number}"' for name, number in sizes)
            alt = " ".join(after[len(numbers) :])
            return RawHtml(f'<img src="{escape(word)}" alt="{escape(alt)}"{size}>')
    return None


def _player(tag: Tag) -> Fragment | None:
    """Return a player for a file of sound or moving pictures, or for a page known to have one."""
    source = tag.parameter("src", 0)
    if re.search(r"\.(?:mp4|webm|ogv|mp3|ogg|m4a|wav|flac)$", source.lower()):
        return RawHtml(f'<{tag.name} src="{escape(source)}" controls></{tag.name}>')
    return video_at(source)
