"""Since when a document has been as it is."""

from datetime import timedelta

from blog.posts.feeds.first_seen import FirstSeen

SECOND = timedelta(seconds=1)


def test_an_unchanged_document_keeps_its_date(now):
    seen = FirstSeen()
    assert seen.since("a", b"1", now) == now
    assert seen.since("a", b"1", now + 9 * SECOND) == now


def test_a_changed_document_is_later_even_within_a_second(now):
    seen = FirstSeen()
    dates = [seen.since("a", content, now) for content in (b"1", b"2", b"1")]
    assert dates == [now, now + SECOND, now + 2 * SECOND]


def test_the_least_recently_asked_for_is_forgotten(now):
    seen = FirstSeen(limit=2)
    for name in ("a", "b", "a", "c"):
        seen.since(name, b"1", now)
    assert seen.since("a", b"1", now + SECOND) == now
    assert seen.since("b", b"1", now + SECOND) == now + SECOND
