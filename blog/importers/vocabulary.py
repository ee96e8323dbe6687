"""Categories and tags as sources write them: text, number, list, mapping, nested list."""

import re
from collections.abc import Iterator, Mapping

MOST_TAGS = 50
"""Tags of one post; a list longer than that is something else."""

LONGEST_TERM = 100
"""Characters of a tag's or category's name."""

_COMMAS = re.compile(r"[,，、;；]")
_NOTHING = frozenset({"", "~", "null"})


def terms(value: object, *, split_at_spaces: bool = False) -> tuple[str, ...]:
    """Return the names in a value, each once, as they are spelled.

    Text is split at commas (Chinese ones too); with ``split_at_spaces`` at white space
    when it holds no comma, as Jekyll does. A mapping gives its ``label``, ``name`` or
    ``title``, else its keys.
    """
    if isinstance(value, str):
        value = value.strip()
        if value.casefold() in _NOTHING:
            return ()
        if _COMMAS.search(value):
            value = _COMMAS.split(value)
        elif split_at_spaces:
            value = value.split()
    return unique(_flat(value))


def category_paths(value: object) -> tuple[tuple[str, ...], ...]:
    """Return the paths that Hexo reads in a value: a flat list is one, a nested one several."""
    if not isinstance(value, list):
        names = terms(value)
        return tuple((name,) for name in names)
    if any(isinstance(one, list) for one in value):
        paths = (unique(_flat(one)) for one in value)
        return tuple(path for path in paths if path)
    path = unique(_flat(value))
    return (path,) if path else ()


def unique(names: Iterator[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Return names without repetitions, which may differ in case; the first spelling stays."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(name.casefold(), name)
        if len(found) >= MOST_TAGS:
            break
    return tuple(found.values())


def _flat(value: object) -> Iterator[str]:
    if value is None:
        return
    if isinstance(value, list):
        for one in value:
            yield from _flat(one)
    elif isinstance(value, Mapping):
        for key in ("label", "name", "title"):
            if isinstance(value.get(key), str):
                yield from _flat(value[key])
                return
        yield from (str(key) for key in value)
    else:
        name = " ".join(str(value).split())
        name = name.lower() if isinstance(value, bool) else name.removeprefix("#").strip() or name
        if name:
            yield name[:LONGEST_TERM]
