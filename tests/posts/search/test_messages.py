"""What the search page says about an answer."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from blog.posts.search.hits import Hits
from blog.posts.search.messages import notes
from blog.posts.search.names import Named
from blog.search.query import parse


def test_since_when_nothing_is_missing_is_said_by_the_clock_of_the_site():
    hits = Hits(are_all=False, since=datetime(2026, 1, 1, 20, tzinfo=UTC))
    with timezone.override(ZoneInfo("Asia/Shanghai")):
        (note,) = notes(parse("needle"), Named(), hits)
    assert "since Jan. 2, 2026" in note
