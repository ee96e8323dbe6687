from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from blog.importers.dates import DateError, date_in_path, parse_instant, without_date, zone_named

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2016-1-2", "2016-01-02T00:00:00+08:00"),
        ("2016-01-02", "2016-01-02T00:00:00+08:00"),
        ("2016.01.02", "2016-01-02T00:00:00+08:00"),
        ("2016/01/02 8:05", "2016-01-02T08:05:00+08:00"),
        ("2016-01-02T08:05:00.123Z", "2016-01-02T08:05:00+00:00"),
        ("2016-01-02T08:05Z", "2016-01-02T08:05:00+00:00"),
        ("2016-01-02T08:05:00+0800", "2016-01-02T08:05:00+08:00"),
        ("2016-01-02T08:05:00 +01:00", "2016-01-02T08:05:00+01:00"),
        ("2013-11-04 21:46:02 -0600", "2013-11-04T21:46:02-06:00"),
        ("2016-01-02 08:05:00 Asia/Tokyo", "2016-01-02T08:05:00+09:00"),
        ("2016-01-02 08:05:00 UTC+5", "2016-01-02T08:05:00+05:00"),
        ("2016-01-02 08:05:00 PST", "2016-01-02T08:05:00-08:00"),
        ("2016-01-02 8:05pm", "2016-01-02T20:05:00+08:00"),
        ("2016-01-02 12:05 am", "2016-01-02T00:05:00+08:00"),
        ("2016-01-02 24:00:00", "2016-01-03T00:00:00+08:00"),
        ("2016年1月2日", "2016-01-02T00:00:00+08:00"),
        ("2016年1月2日 8时5分", "2016-01-02T08:05:00+08:00"),
        ("2016年1月2日下午3:05", "2016-01-02T15:05:00+08:00"),
        ("2016年1月", "2016-01-01T00:00:00+08:00"),
        ("2016-01", "2016-01-01T00:00:00+08:00"),
        ("Jan 2, 2016 8:05 PM", "2016-01-02T20:05:00+08:00"),
        ("January 2, 2016", "2016-01-02T00:00:00+08:00"),
        ("2nd January 2016", "2016-01-02T00:00:00+08:00"),
        ("Sat, 02 Jan 2016 08:05:00 +0100", "2016-01-02T08:05:00+01:00"),
        ("Sat Jan  2 08:05:00 UTC 2016", "2016-01-02T08:05:00+00:00"),
        ("20160102", "2016-01-02T00:00:00+08:00"),
        ("20160102T080500Z", "2016-01-02T08:05:00+00:00"),
        ("201601020805", "2016-01-02T08:05:00+08:00"),
        ("1451693100", "2016-01-02T08:05:00+08:00"),
        ("1451693100000", "2016-01-02T08:05:00+08:00"),
        ("13/02/2016", "2016-02-13T00:00:00+08:00"),
        ("2/13/2016 10:00", "2016-02-13T10:00:00+08:00"),
        ("“2016-01-02”", "2016-01-02T00:00:00+08:00"),
    ],
)
def test_every_spelling_is_understood(text, expected):
    instant = parse_instant(text, SHANGHAI)

    assert instant == datetime.fromisoformat(expected)
    assert instant.utcoffset() == datetime.fromisoformat(expected).utcoffset()


@pytest.mark.parametrize(
    "text",
    [
        "2016-02-30 08:00:00",
        "2016-13-01",
        "2016-01-02 25:00",
        "今天",
        "soon",
        "",
        "2016",
        "12",
        "1/2/2016",
        "0001-01-01T00:00:00Z",
        "9999-12-31",
        "2016-01-02" * 20,
    ],
)
def test_what_is_no_date_is_refused_with_the_text_in_the_reason(text):
    with pytest.raises(DateError) as refused:
        parse_instant(text, SHANGHAI)

    assert text[:20] in str(refused.value)


def test_a_day_and_month_that_may_be_exchanged_are_not_guessed():
    with pytest.raises(DateError, match="two days"):
        parse_instant("1/2/2016", SHANGHAI)
    assert parse_instant("2/2/2016", SHANGHAI).date() == date(2016, 2, 2)


def test_what_toml_makes_of_dates_is_taken():
    east = timezone(timedelta(hours=2))

    assert parse_instant(date(2016, 1, 2), SHANGHAI) == datetime(2016, 1, 2, tzinfo=SHANGHAI)
    assert parse_instant(datetime(2016, 1, 2, 3), SHANGHAI).tzinfo is SHANGHAI  # noqa: DTZ001
    assert parse_instant(datetime(2016, 1, 2, 3, tzinfo=east), SHANGHAI).tzinfo is east


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("2016-05-07-name.md", date(2016, 5, 7)),
        ("_posts/2021-9-1-name.md", date(2021, 9, 1)),
        ("20160507-name.md", date(2016, 5, 7)),
        ("2016_05_07_name.md", date(2016, 5, 7)),
        ("2016-05-07-name/index.md", date(2016, 5, 7)),
        ("2016-05-07-name/figure.md", None),
        ("blog/2021/05/28-name.md", date(2021, 5, 28)),
        ("blog/2021/05/28/name.md", date(2021, 5, 28)),
        ("2015/04/10/Fearless", date(2015, 4, 10)),
        ("blog/2021/name.md", None),
        ("2016-02-30-name.md", None),
        ("2016-05-071.md", None),
        ("100.md", None),
    ],
)
def test_dates_in_paths(path, expected):
    assert date_in_path(path) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2016-05-07-name", "name"),
        ("20160507-name", "name"),
        ("2016-05-07", "2016-05-07"),
        ("name", "name"),
    ],
)
def test_a_name_without_its_date(name, expected):
    assert without_date(name) == expected


def test_zones_by_name_and_offset():
    assert zone_named("Asia/Shanghai") == SHANGHAI
    assert zone_named("UTC") is not None
    assert zone_named("+08:00") == timezone(timedelta(hours=8))
    assert zone_named("Mars/Olympus") is None
    assert zone_named("../../etc/passwd") is None
    assert zone_named("") is None


def test_seconds_since_1970_do_not_depend_on_the_zone():
    assert parse_instant(1_451_693_100, UTC) == parse_instant(1_451_693_100, SHANGHAI)
