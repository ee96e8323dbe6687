"""Looking values up in a front matter, whatever the spelling of its keys and the type."""

from collections.abc import Iterator, Mapping

_TRUE = frozenset({"true", "yes", "on", "1", "y"})
_FALSE = frozenset({"false", "no", "off", "0", "n"})
_NOTHING = frozenset({"", "~", "null"})


class Fields:
    """The values of a front matter over the defaults that its site or section gives.

    A name is looked up without regard to case, ``_`` and ``-``: ``canonicalURL`` and
    ``canonical_url`` are one. Empty values count as absent.
    """

    def __init__(self, *layers: Mapping[str, object]) -> None:
        """Take the layers, the one that counts most first."""
        self._values: dict[str, object] = {}
        for layer in layers:
            for key, value in layer.items():
                folded = _folded(str(key))
                if not _is_nothing(value):
                    self._values.setdefault(folded, value)

    def get(self, *names: str) -> object | None:
        """Return the value of the first of the names that has one, or None."""
        for name in names:
            value = self._values.get(_folded(name))
            if value is not None:
                return value
        return None

    def text(self, *names: str) -> str:
        """Return the first scalar under the names as text on one line, or ``""``."""
        for name in names:
            value = self._values.get(_folded(name))
            if value is not None and not isinstance(value, list | Mapping):
                return " ".join(str(value).split())
        return ""

    def texts(self, *names: str) -> tuple[str, ...]:
        """Return all scalars under the names, lists flattened."""
        return tuple(one for name in names for one in _scalars(self._values.get(_folded(name))))

    def truth(self, name: str) -> bool | None:
        """Return a truth value, or None if there is none or it is something else."""
        text = self.text(name).lower()
        return True if text in _TRUE else False if text in _FALSE else None

    def within(self, name: str) -> "Fields":
        """Return the fields of a mapping under a name (``extra``, ``params``), else none."""
        value = self._values.get(_folded(name))
        return Fields(value) if isinstance(value, Mapping) else Fields()


def _folded(name: str) -> str:
    return name.strip().lower().replace("_", "").replace("-", "")


def _is_nothing(value: object) -> bool:
    return value is None or (isinstance(value, str) and value.strip().lower() in _NOTHING)


def _scalars(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _scalars(one)
    elif value is not None and not isinstance(value, Mapping):
        yield str(value).strip()
