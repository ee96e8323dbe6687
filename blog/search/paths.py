"""A query made of an address at which there is nothing."""

import re
from typing import Final
from urllib.parse import unquote

from blog.search.query import LONGEST_QUERY, MOST_PARTS

# Folders and endings of this site and of those that articles are moved from.
_STRUCTURE: Final = frozenset(
    "posts post p categories category tags tag authors author archive archives series search page "
    "pages blog articles article feed atom rss json xml html htm php aspx md index drafts preview "
    "amp zh en cn www".split()
)
_WORD = re.compile(r"[^\W_]+(?:\+\+|#)?")


def words_of_path(path: str) -> str:
    """Return the words of an address's path as a query, empty if it has none.

    `/posts/softmax-tutoral/` gives `softmax tutoral`; dates, folders and file endings are left out.
    """
    words = [
        word
        for word in _WORD.findall(unquote(path, errors="ignore"))
        if word.lower() not in _STRUCTURE and not word.isdecimal()
    ]
    query = ""
    for word in words[:MOST_PARTS]:
        longer = f"{query} {word}".strip()
        if len(longer) > LONGEST_QUERY:
            break
        query = longer
    return query
