"""What a feed says, before it is written in one of the formats."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Person:
    """An author: the name, the address of the author's page, and of a picture or empty."""

    name: str
    url: str
    avatar: str = ""


@dataclass(frozen=True)
class Entry:
    """One article. `id` never changes; `updated` moves with significant updates only.

    `image` is the address of its cover, or empty.
    """

    id: str
    url: str
    title: str
    summary: str
    content_html: str
    language: str
    published: datetime
    updated: datetime
    authors: Sequence[Person]
    labels: Sequence[str]
    image: str = ""


@dataclass(frozen=True)
class Feed:
    """A list of articles, with absolute addresses throughout.

    `icon` is a square picture of the site.
    """

    title: str
    description: str
    language: str
    page_url: str
    feed_url: str
    icon: str
    updated: datetime
    entries: Sequence[Entry]
