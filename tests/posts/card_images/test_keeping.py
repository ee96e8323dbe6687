"""Cards in the storage: drawn once, replaced, deleted, whole whatever happens."""

import logging
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.utils import timezone
from django.utils.translation import override

from blog.posts.article_loading import whole_article
from blog.posts.card_images import (
    card_alt,
    card_of,
    card_url,
    delete_cards,
    draw_card,
    ensure_card,
    keeping,
    words_of,
)
from blog.posts.models import Post
from tests.factories import make_author, make_category, make_post

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    }
    return tmp_path


@pytest.fixture
def drawn(monkeypatch):
    """The titles of the cards that were drawn, in order."""
    titles = []

    def noting(words):
        titles.append(words.title)
        return draw_card(words)

    monkeypatch.setattr(keeping, "draw_card", noting)
    return titles


def loaded(post):
    return Post.objects.for_list().get(pk=post.pk)


def stored(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_card_is_drawn_once(drawn, storage):
    post = loaded(make_post("Raft"))
    assert card_of(post) == card_of(post)
    assert drawn == ["Raft"]
    [file] = stored(storage)
    assert file.read_bytes() == card_of(post)
    assert file.name == f"{post.uid.hex}-{words_of(post).digest()}.png"


@pytest.mark.parametrize("status", [Post.Status.PUBLISHED, "scheduled"])
def test_what_readers_see_or_will_see_gets_its_card(status, drawn, now):
    fields = {"published_at": now.replace(year=2030)} if status == "scheduled" else {}
    ensure_card(make_post("Raft", **fields))
    assert drawn == ["Raft"]


@pytest.mark.parametrize("status", [Post.Status.DRAFT, Post.Status.IN_REVIEW, Post.Status.ARCHIVED])
def test_what_readers_do_not_see_gets_none(status, drawn, storage):
    ensure_card(make_post("Raft", status=status))
    assert drawn == []
    assert stored(storage) == []


def test_a_card_says_what_is_stored_and_not_what_was_being_saved(drawn):
    post = make_post("Raft")
    Post.objects.filter(pk=post.pk).update(title="Paxos")
    ensure_card(post)
    assert drawn == ["Paxos"]


def test_a_deleted_article_gets_none(drawn):
    post = make_post()
    Post.objects.filter(pk=post.pk).delete()
    ensure_card(post)
    assert drawn == []


def test_making_sure_of_a_card_costs_three_queries(django_assert_num_queries):
    post = make_post(authors=[make_author() for _ in range(5)], category=make_category())
    for _ in range(2):
        with django_assert_num_queries(3):
            ensure_card(post)


def test_a_card_replaces_the_one_before_it_and_no_other(storage):
    other, post = make_post("Other"), make_post("Raft")
    # In the same folder, and for a moment under a name that begins alike.
    Post.objects.filter(pk=post.pk).update(uid=str(post.uid)[:-1] + "1")
    Post.objects.filter(pk=other.pk).update(uid=str(post.uid)[:-1] + "0")
    ensure_card(other)
    ensure_card(post)
    before = stored(storage)
    Post.objects.filter(pk=post.pk).update(title="Paxos")
    ensure_card(post)
    after = stored(storage)
    assert len(before) == len(after) == 2
    assert len({*before} & {*after}) == 1


def test_the_cards_of_deleted_articles_are_deleted(storage):
    posts = [make_post() for _ in range(3)]
    for post in posts:
        ensure_card(post)
    delete_cards([posts[0].uid, posts[1].uid])
    [left] = stored(storage)
    assert left.name.startswith(posts[2].uid.hex)


def test_deleting_what_was_never_drawn_is_nothing(storage):
    delete_cards([make_post().uid])
    assert stored(storage) == []


@pytest.mark.parametrize("kept", [0, 1, 5_000, -1])
def test_a_file_that_is_not_whole_is_drawn_again(kept, drawn, storage):
    post = loaded(make_post("Raft"))
    whole = card_of(post)
    [file] = stored(storage)
    file.write_bytes(whole[:kept])
    assert card_of(post) == whole
    assert [path.read_bytes() for path in stored(storage)] == [whole]
    assert drawn == ["Raft", "Raft"]


def test_many_at_once_draw_it_once_and_all_get_it_whole(drawn, storage):
    post = loaded(make_post("Raft"))
    count = 6
    together, cards = Barrier(count), []

    def ask():
        together.wait()
        cards.append(card_of(post))

    threads = [Thread(target=ask) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cards == [draw_card(words_of(post))] * count
    assert drawn == ["Raft"]
    assert len(stored(storage)) == 1


class RacedStorage(FileSystemStorage):
    """Another process stores the same card at the last moment."""

    def save(self, name, content):
        default_storage.save(name, ContentFile(content.read()))
        content.seek(0)
        return super().save(name, content)


def test_another_process_that_was_first_leaves_one_whole_file(monkeypatch, storage):
    monkeypatch.setattr(keeping, "default_storage", RacedStorage(storage))
    card = card_of(loaded(make_post("Raft")))
    [file] = stored(storage)
    assert file.read_bytes() == card
    assert card_of(loaded(Post.objects.get())) == card


class FullStorage(FileSystemStorage):
    def save(self, name, content):
        raise OSError("No space left on device")


def test_a_storage_that_takes_nothing_still_gives_the_card(monkeypatch, caplog, storage):
    monkeypatch.setattr(keeping, "default_storage", FullStorage(storage))
    post = loaded(make_post("Raft"))
    with caplog.at_level(logging.ERROR):
        assert card_of(post) == draw_card(words_of(post))
    assert "could not be stored" in caplog.text
    assert "No space left" in caplog.text


def test_the_address_costs_no_query_and_changes_with_what_the_card_says(django_assert_num_queries):
    author, category = make_author("Ada"), make_category("Algorithms")
    post = make_post("Raft", authors=[author], category=category)
    shapes = [Post.objects.for_list(), Post.objects.for_feed()]
    for same in [
        *(shape.get(pk=post.pk) for shape in shapes),
        whole_article(post.pk, timezone.now()).post,
    ]:
        with django_assert_num_queries(0):
            address = card_url(same)
    later = post.published_at + timedelta(days=3)
    addresses = [address]
    for change in (
        lambda: type(author).objects.update(name="Emma"),
        lambda: type(category).objects.update(name="Databases"),
        lambda: Post.objects.update(title="Paxos"),
        lambda: Post.objects.update(published_at=later, updated_at=later),
        lambda: Post.objects.update(language="zh-hans"),
    ):
        change()
        addresses.append(card_url(loaded(post)))
    assert len({*addresses}) == 6
    assert all(each.startswith(f"/cards/{post.uid}-") for each in addresses)


def test_the_address_does_not_depend_on_who_asks():
    post = loaded(make_post("Raft", category=make_category()))
    in_english = card_url(post)
    with override("zh-hans"):
        assert card_url(post) == in_english


def test_the_alternative_text_says_what_the_card_says():
    authors = [make_author("Ada Lovelace"), make_author("林知夏")]
    post = loaded(make_post("Raft", authors=authors))
    assert card_alt(words_of(post)) == "Raft · Ada Lovelace · 林知夏 · Incoming Transmission"
