"""How long browsers and caches between may keep an answer (`max-age`), in seconds."""

from typing import Final

ONE_HOUR: Final = 3600
ONE_DAY: Final = 24 * ONE_HOUR
ONE_YEAR: Final = 365 * ONE_DAY
"""For what never changes at its address, as the address is made from the content."""
