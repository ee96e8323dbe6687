"""Dates in every spelling that authors use, as instants.

A date without a zone is in the site's. Nothing is guessed: ``1/2/2016`` may be January or
February and is refused; so is 30 February. ``date_in_path`` reads what Jekyll, Docusaurus
and tidy authors put into file names.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

EARLIEST_YEAR = 1900
"""Earlier years are placeholders (Go's zero time is the year 1)."""

LATEST_YEAR = 2199
"""Later ones are typing errors, or epochs in microseconds."""

LONGEST_DATE = 80
"""Characters; the longest spelling with a zone's name has about 50."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}

_HOURS_BY_ABBREVIATION = {
    "utc": 0,
    "gmt": 0,
    "z": 0,
    "est": -5,
    "edt": -4,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
    "cet": 1,
    "cest": 2,
    "jst": 9,
}
"""Hours east of Greenwich. ``CST`` is missing: it is said in Chicago and in Shanghai."""

_YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})\s*(?:[-/.年]\s*(?P<month>\d{1,2}))"
    r"(?:\s*[-/.月]\s*(?P<day>\d{1,2}))?\s*[日号月]?(?P<rest>(?:[\sT,].*)?|[上下]午.*)",
    re.I,
)
_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
    r"(?:[T ]?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?)?(?P<zone>[Z+-].*)?"
)
_EPOCH = re.compile(r"(?P<seconds>\d{10}(?=\d{3}$)|\d{9,10})(?:(?<=\d{10})\d{3})?(?:\.\d+)?")
_DAY_OR_MONTH_FIRST = re.compile(
    r"(?P<first>\d{1,2})[-/.](?P<second>\d{1,2})[-/.](?P<year>\d{4})(?P<rest>\s.*)?"
)
_CLOCK = re.compile(
    r"(?P<half>上午|下午|凌晨|晚上)?\s*(?P<hour>\d{1,2})\s*[:：时点]\s*(?P<minute>\d{1,2})?"
    r"\s*(?:[:：分]\s*(?P<second>\d{1,2}))?秒?(?:[.,]\d+)?分?\s*(?P<meridiem>[ap]\.?m\b\.?)?",
    re.I,
)
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?", re.I)
_ZONE_NAME = re.compile(r"[A-Za-z_]+/[A-Za-z_/+-]+")
_WORD = re.compile(r"[A-Za-z]+")
_DAY_NUMBER = re.compile(r"(?<![\d:])(\d{1,2})(?:st|nd|rd|th)?(?![\d:])", re.I)
_YEAR_NUMBER = re.compile(r"(?<![\d:+-])(\d{4})(?![\d:])")

_LAST_PART = re.compile(
    r"(?P<year>(?:19|20)\d{2})([-_.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?!\d)"
)
_COMPACT_PART = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?=[-_. ])")
_FOLDERS = re.compile(
    r"(?:^|/)(?P<year>(?:19|20)\d{2})/(?P<month>\d{1,2})[/-](?P<day>\d{1,2})(?=[/-])"
)


class DateError(Exception):
    """A value is no date, or no possible one; the message says which."""


def parse_instant(value: object, zone: tzinfo) -> datetime:
    """Return the instant that a front matter value means, with a zone.

    ``value`` is text, a number of seconds or milliseconds since 1970, or what TOML makes of
    a date. ``zone`` is the site's, for a value that names none. Raise DateError.
    """
    if isinstance(value, datetime):
        return _checked(value if value.tzinfo else value.replace(tzinfo=zone), value)
    if isinstance(value, date):
        return _checked(datetime(value.year, value.month, value.day, tzinfo=zone), value)
    text = str(value).strip().strip("\"'“”").strip()
    if len(text) > LONGEST_DATE:
        raise DateError(f"“{text[:20]}…” is too long for a date")
    for reading in (_epoch, _year_first, _compact, _numbers_with_year_last, _with_month_name):
        found = reading(text, zone)
        if found is not None:
            return _checked(found, text)
    raise DateError(f"“{text}” is not a date that is understood")


def date_in_path(path: str) -> date | None:
    """Return the date that a path's last part begins with, or its folders spell, or None.

    ``2016-05-07-name.md``, ``2021-9-1-name.md``, ``20160507-name.md``,
    ``2016-05-07-name/index.md``, ``2021/05/28-name.md``, ``2021/05/28/name.md``.
    """
    name = path.rsplit("/", 1)[-1]
    parents = path.split("/")[:-1]
    places = [name, parents[-1]] if parents and name.lower().startswith("index.") else [name]
    matches = [pattern.match(place) for place in places for pattern in (_LAST_PART, _COMPACT_PART)]
    matches.append(_FOLDERS.search(path))
    for match in matches:
        if match:
            try:
                return date(int(match["year"]), int(match["month"]), int(match["day"]))
            except ValueError:
                continue
    return None


def without_date(name: str) -> str:
    """Return a file or folder name without the date that it begins with, if any remains."""
    for pattern in (_LAST_PART, _COMPACT_PART):
        match = pattern.match(name)
        if match:
            return name[match.end() :].lstrip("-_. ") or name
    return name


def zone_named(name: object) -> tzinfo | None:
    """Return the zone of an IANA name or an offset, or None if there is no such zone."""
    text = str(name or "").strip()
    if not text:
        return None
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return _zone(text)


def _epoch(text: str, zone: tzinfo) -> datetime | None:
    match = _EPOCH.fullmatch(text)
    if match is None:
        return None
    return datetime.fromtimestamp(int(match["seconds"]), UTC).astimezone(zone)


def _year_first(text: str, zone: tzinfo) -> datetime | None:
    match = _YEAR_FIRST.fullmatch(text)
    if match is None:
        return None
    rest = (match["rest"] or "").lstrip("Tt, \t")
    return _instant(match["year"], match["month"], match["day"] or "1", rest, zone, text)


def _compact(text: str, zone: tzinfo) -> datetime | None:
    match = _COMPACT.fullmatch(text)
    if match is None:
        return None
    clock = ":".join(match[part] or "00" for part in ("hour", "minute", "second"))
    rest = f"{clock} {match['zone'] or ''}"
    return _instant(match["year"], match["month"], match["day"], rest, zone, text)


def _numbers_with_year_last(text: str, zone: tzinfo) -> datetime | None:
    match = _DAY_OR_MONTH_FIRST.fullmatch(text)
    if match is None:
        return None
    first, second = int(match["first"]), int(match["second"])
    if first <= 12 and second <= 12 and first != second:
        raise DateError(f"“{text}” may mean two days; write the year first")
    month, day = (second, first) if first > 12 else (first, second)
    return _instant(match["year"], str(month), str(day), match["rest"] or "", zone, text)


def _with_month_name(text: str, zone: tzinfo) -> datetime | None:
    """``Jan 2, 2016 8:05 PM``, ``2 January 2016``, ``Sat, 02 Jan 2016 08:05:00 +0800``."""
    month = next(
        (_MONTHS[word.lower()] for word in _WORD.findall(text) if word.lower() in _MONTHS), 0
    )
    year = _YEAR_NUMBER.search(text)
    if not month or year is None:
        return None
    clock = _CLOCK.search(text)
    without = text if clock is None else f"{text[: clock.start()]} {text[clock.end() :]}"
    offset = re.search(r"[+-]\d{2}:?\d{2}\s*$", without)
    without = without[: offset.start()] if offset else without
    day = _DAY_NUMBER.search(without)
    rest = " ".join(
        [
            clock[0] if clock else "",
            offset[0] if offset else "",
            *(word for word in _WORD.findall(without) if word.lower() in _HOURS_BY_ABBREVIATION),
        ]
    )
    return _instant(year[1], str(month), day[1] if day else "1", rest, zone, text)


def _instant(year: str, month: str, day: str, rest: str, zone: tzinfo, text: str) -> datetime:
    """Build the instant from its numbers and from what follows them: clock, then zone."""
    hour = minute = second = 0
    match = _CLOCK.match(rest.strip())
    if match:
        hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
        afternoon = (match["meridiem"] or "")[:1].lower() == "p" or match["half"] in (
            "下午",
            "晚上",
        )
        morning = (match["meridiem"] or "")[:1].lower() == "a" or match["half"] in ("上午", "凌晨")
        if afternoon and hour < 12:
            hour += 12
        elif morning and hour == 12:
            hour = 0
        rest = rest.strip()[match.end() :]
    is_midnight_after = (hour, minute, second) == (24, 0, 0)
    try:
        instant = datetime(
            int(year),
            int(month),
            int(day),
            0 if is_midnight_after else hour,
            minute,
            min(second, 59),
            tzinfo=_zone(rest) or zone,
        )
    except ValueError as error:
        raise DateError(f"“{text}” is not a possible date") from error
    return instant + timedelta(days=1) if is_midnight_after else instant


def _zone(text: str) -> tzinfo | None:
    text = text.strip()
    name = _ZONE_NAME.search(text)
    if name:
        try:
            return ZoneInfo(name[0])
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return None
    offset = _OFFSET.search(text)
    if offset:
        shift = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"] or 0))
        if shift < timedelta(hours=24):
            return timezone(shift if offset["sign"] == "+" else -shift)
        return None
    hours = [_HOURS_BY_ABBREVIATION.get(word.lower()) for word in _WORD.findall(text)]
    known = next((hour for hour in hours if hour is not None), None)
    return None if known is None else timezone(timedelta(hours=known))


def _checked(instant: datetime, told: object) -> datetime:
    if not EARLIEST_YEAR <= instant.year <= LATEST_YEAR:
        raise DateError(f"“{told}” is outside the years {EARLIEST_YEAR} to {LATEST_YEAR}")
    return instant.replace(microsecond=0)
