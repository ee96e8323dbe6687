"""Whole numbers as addresses and forms carry them: text that anybody may have written."""

from typing import Final

LARGEST_KEY: Final = 2**63 - 1
"""What a row's number can be."""
LARGEST_COUNT: Final = 2**31 - 1
"""What a column for a count holds: a version, the number of a revision."""


def whole_number(text: str, largest: int = LARGEST_KEY) -> int | None:
    """Return the number that `text` writes in decimal digits, None if it is none.

    None as well for what is larger than `largest`, which the database would answer with an error,
    and for other digits than those of ASCII.
    """
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(largest))):
        return None
    number = int(text)
    return number if number <= largest else None
