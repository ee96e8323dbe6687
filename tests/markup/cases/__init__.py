"""Golden cases by construct: `<construct>/<name>.md`, and beside it what it must become.

Each is something that real posts hold, in a few lines. Every case has its HTML; those of `excerpt`
and `more` also have the text of the article's card.
"""

from pathlib import Path

from blog.markup import render

FOLDER = Path(__file__).parent
EXCERPT_CONSTRUCTS = ("excerpt", "more")


def names() -> list[str]:
    """Return the names of all cases, `construct/name`, in order."""
    return sorted(str(path.relative_to(FOLDER).with_suffix("")) for path in FOLDER.glob("*/*.md"))


def source(name: str) -> str:
    """Return the Markdown of the case `name`, with its line ends as they are."""
    return (FOLDER / f"{name}.md").read_bytes().decode("utf-8")


def results(name: str) -> dict[Path, str]:
    """Return what the case `name` becomes, by the file that says what it must be."""
    rendered = render(source(name))
    path = FOLDER / name
    found = {path.with_suffix(".html"): f"{rendered.html}\n"}
    if path.parent.name in EXCERPT_CONSTRUCTS:
        found[path.with_suffix(".excerpt")] = f"{rendered.excerpt}\n"
    return found
