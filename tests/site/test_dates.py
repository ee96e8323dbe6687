"""Dates as readers' pages show them."""

from datetime import UTC, datetime, timedelta, timezone

from django.utils import translation

from blog.site.dates import day, day_in_words

AT = datetime(2026, 7, 3, 20, 15, tzinfo=UTC)


def test_a_day_is_in_the_sites_time_zone_and_the_active_language(settings):
    assert day(AT) == '<time datetime="2026-07-04T04:15:00+08:00">July 4, 2026</time>'
    with translation.override("zh-hans"):
        assert day(AT) == '<time datetime="2026-07-04T04:15:00+08:00">2026年7月4日</time>'
    assert day(AT) == '<time datetime="2026-07-04T04:15:00+08:00">July 4, 2026</time>'
    settings.TIME_ZONE = "UTC"
    assert day(AT) == '<time datetime="2026-07-03T20:15:00+00:00">July 3, 2026</time>'


def test_a_day_in_words_is_what_readers_see_of_it(settings):
    assert day_in_words(AT) == "July 4, 2026"
    settings.TIME_ZONE = "UTC"
    with translation.override("zh-hans"):
        assert day_in_words(AT) == "2026年7月3日"


def test_it_does_not_matter_in_which_time_zone_an_instant_comes():
    assert day(AT.astimezone(timezone(timedelta(hours=-9)))) == day(AT)
