"""What the user of an import decides."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """``format`` None means: recognise it. ``source`` begins the key of every post.

    ``author`` names the byline where a file names none. ``overwrite`` gives the file's text
    to posts that were edited on the site since. ``dry_run`` writes nothing.
    """

    source: str
    format: str | None = None
    author: str = ""
    overwrite: bool = False
    dry_run: bool = False
