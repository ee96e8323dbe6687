"""Parts of addresses, as path converters."""


class UnicodeSlug:
    """A slug that may have letters of any script."""

    regex = r"[-\w]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class FeedFormat(UnicodeSlug):
    """The ending of a feed's address."""

    regex = "atom|rss|json"


class Year:
    """A year of four digits; the calendar of `datetime` ends with 9999."""

    regex = "[1-9][0-9]{3}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:04}"


class Month(Year):
    """A month of two digits."""

    regex = "0[1-9]|1[0-2]"

    def to_url(self, value: int) -> str:
        return f"{value:02}"
