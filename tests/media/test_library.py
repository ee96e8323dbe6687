"""The media library: what it lists, where files are used, uploading and deleting by form."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from blog.media import deleting, limits
from blog.media.models import MediaFile
from tests.factories import make_author, make_post, make_user
from tests.media.pictures import photograph, picture

pytestmark = pytest.mark.django_db
LIBRARY = "/admin/media/mediafile/"
ADD = f"{LIBRARY}add/"


@pytest.fixture(autouse=True)
def _own_storage(settings):
    settings.STORAGES = {**settings.STORAGES}
    settings.FILE_UPLOAD_HANDLERS = ["blog.media.upload_handler.BoundedUploadHandler"]


@pytest.fixture
def library(client, editor):
    client.force_login(editor)
    return client


def store(name="figure.png", width=30):
    return MediaFile.objects.store(name, picture(size=(width, 20)))


def use_in_text(media_file, title=""):
    post = make_post(title)
    post.pictures.add(media_file)
    return post


def text_of(answer):
    """What a person reads of a page."""
    main = answer.content.decode().partition("<main")[2] or answer.content.decode()
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


def change(media_file):
    return f"{LIBRARY}{media_file.pk}/change/"


def delete(media_file):
    return f"{LIBRARY}{media_file.pk}/delete/"


def names_listed(answer):
    return re.findall(r'field-original_name"><a [^>]*>([^<]*)<', answer.content.decode())


# The list


def test_the_list_shows_each_file_and_how_often_it_is_used(library, editor):
    large = MediaFile.objects.store("large.jpg", photograph(size=(900, 600)), by=editor)
    MediaFile.objects.store_attachment("data.csv", b"a,b")
    both = use_in_text(large)
    both.cover = large
    both.save()
    use_in_text(large)
    page = library.get(LIBRARY).content.decode()
    assert f'src="{large.sources()[0][0]}" width="80" height="53"' in page
    assert '<span class="media-kind">CSV</span>' in page
    assert "900 × 600" in page
    used = re.findall(r'field-times_used">(\d+)<', page)
    assert used == ["0", "2"]
    assert 'field-uploaded_by nowrap">editor<' in page


def test_the_list_is_filtered_by_use_and_kind(library):
    in_text, as_cover, unused = store("text.png", 30), store("cover.png", 31), store("none.png", 32)
    MediaFile.objects.store_attachment("data.csv", b"a,b")
    use_in_text(in_text)
    use_in_text(in_text)
    make_post(cover=as_cover)
    assert names_listed(library.get(LIBRARY, {"used": "yes"})) == ["cover.png", "text.png"]
    assert names_listed(library.get(LIBRARY, {"used": "no"})) == ["data.csv", "none.png"]
    unused_pictures = {"used": "no", "kind__exact": "picture"}
    assert names_listed(library.get(LIBRARY, unused_pictures)) == ["none.png"]
    MediaFile.objects.filter(pk=unused.pk).update(alt="A quiet slope")
    assert names_listed(library.get(LIBRARY, {"q": "quiet"})) == ["none.png"]
    assert names_listed(library.get(LIBRARY, {"q": "cover"})) == ["cover.png"]


def test_the_list_costs_the_same_for_one_file_and_for_many(library, django_assert_num_queries):
    use_in_text(store())
    library.get(LIBRARY)
    counts = []
    for _round in range(2):
        with django_assert_num_queries(7):
            counts.append(len(names_listed(library.get(LIBRARY))))
        for number in range(20):
            media_file = store(f"{number}.png", 40 + number)
            use_in_text(media_file)
            MediaFile.objects.filter(pk=media_file.pk).update(uploaded_by=make_user())
    assert counts == [1, 21]


def test_hostile_names_are_text(library):
    hostile = '"><img src=x onerror=alert(1)>.png'
    stored = store(hostile)
    MediaFile.objects.update(alt=hostile)
    for address in [LIBRARY, change(stored), delete(stored)]:
        assert "<img src=x" not in library.get(address).content.decode()


# One file


def test_a_files_page_links_to_the_articles_that_use_it(library):
    stored = store()
    post, other = use_in_text(stored, "On <slopes>"), make_post("A cover", cover=stored)
    page = library.get(change(stored)).content.decode()
    assert f'<a href="/admin/posts/post/{post.pk}/change/">On &lt;slopes&gt;</a>' in page
    assert f'<a href="/admin/posts/post/{other.pk}/change/">A cover</a>' in page
    assert f"![]({stored.url})" in page
    assert "No article." in text_of(library.get(change(store("other.png", 31))))


def test_articles_that_the_user_may_not_see_are_only_counted(client):
    stored = store()
    viewer = make_user("viewer", role="author")
    make_post("Mine", authors=[make_author(user=viewer)], cover=stored)
    use_in_text(stored, "Of somebody else")
    client.force_login(viewer)
    text = text_of(client.get(change(stored)))
    assert "Mine" in text
    assert "Of somebody else" not in text
    assert "1 article of other authors" in text


def test_name_and_alternative_text_can_be_changed_and_nothing_else(library):
    stored = store()
    sent = {"original_name": "better.png", "alt": "A slope", "path": "x", "kind": "file"}
    assert library.post(change(stored), sent).status_code == 302
    after = MediaFile.objects.get()
    assert (after.original_name, after.alt) == ("better.png", "A slope")
    assert (after.path, after.kind) == (stored.path, "picture")


# Uploading by form


def sent(*files, **fields):
    return {"files": [SimpleUploadedFile(name, content) for name, content in files], **fields}


def test_several_files_are_taken_at_once(library, editor):
    answer = library.post(ADD, sent(("a.png", picture()), ("b.csv", b"1")), follow=True)
    assert answer.redirect_chain == [(LIBRARY, 302)]
    assert "2 files are stored." in text_of(answer)
    assert set(MediaFile.objects.values_list("original_name", "uploaded_by")) == {
        ("a.png", editor.pk),
        ("b.csv", editor.pk),
    }
    assert LogEntry.objects.count() == 2


def test_one_file_leads_to_its_page(library):
    answer = library.post(ADD, sent(("a.png", picture())))
    assert answer["Location"] == change(MediaFile.objects.get())


def test_of_several_files_the_refused_are_named_with_the_reason(library, monkeypatch):
    monkeypatch.setattr(limits, "LARGEST_FILE", 100_000)
    answer = library.post(
        ADD,
        sent(
            ("good.png", picture()),
            ("bad.svg", b"<svg/>"),
            ("large.png", bytes(200_000)),
            ("fake.png", b"<p>"),
        ),
    )
    text = text_of(answer)
    assert answer.status_code == 200
    assert "Not everything was stored" in text
    assert "bad.svg is an SVG" in text
    assert "large.png is too large; a file has at most 0.1 MB." in text
    assert "fake.png is not a picture" in text
    assert MediaFile.objects.get().original_name == "good.png"
    assert change(MediaFile.objects.get()) in answer.content.decode()


def test_too_much_at_once_stores_nothing(library, monkeypatch):
    monkeypatch.setattr(limits, "LARGEST_REQUEST", 150_000)
    files = [(f"{number}.csv", b"a" * 90_000) for number in range(3)]
    assert "too large together" in text_of(library.post(ADD, sent(*files)))
    assert not MediaFile.objects.exists()


def test_no_file_is_a_clear_answer(library):
    assert "No file was chosen." in text_of(library.post(ADD, {}))


def test_the_choice_of_a_cover_takes_the_new_picture(library):
    assert 'name="_popup" value="1"' in library.get(f"{ADD}?_popup=1").content.decode()
    answer = library.post(ADD, sent(("a.png", picture()), _popup="1"))
    assert answer.status_code == 200
    assert "admin/popup_response.html" in [template.name for template in answer.templates]
    assert f"&quot;value&quot;: &quot;{MediaFile.objects.get().pk}&quot;" in answer.content.decode()


def test_only_who_may_add_files_sees_the_form(client, settings):
    client.force_login(make_user(role="contributor"))
    settings.ROLE_PERMISSIONS = {"contributor": ["media.view_mediafile"]}
    assert client.get(ADD).status_code == 403
    assert client.post(ADD, sent(("a.png", picture()))).status_code == 403
    assert not MediaFile.objects.exists()
    settings.ROLE_PERMISSIONS = {"contributor": ["media.add_mediafile"]}
    assert client.get(ADD).status_code == 200
    assert client.post(ADD, sent(("a.png", picture())))["Location"] == "/admin/"
    assert MediaFile.objects.exists()


# Deleting


def test_an_unused_file_is_deleted_with_its_copies(library, django_capture_on_commit_callbacks):
    stored = MediaFile.objects.store("a.jpg", photograph(size=(900, 600)))
    paths = stored.stored_paths()
    assert len(paths) == 3
    assert "No article uses it now" in text_of(library.get(delete(stored)))
    assert MediaFile.objects.exists()
    with django_capture_on_commit_callbacks() as callbacks:
        assert library.post(delete(stored), {"post": "yes"}).status_code == 302
    assert not MediaFile.objects.exists()
    assert all(map(default_storage.exists, paths))
    for callback in callbacks:
        callback()
    assert not any(map(default_storage.exists, paths))


@pytest.mark.parametrize("as_cover", [False, True])
def test_a_file_in_use_is_kept_and_the_page_says_where(library, as_cover):
    stored = store()
    post = make_post("Slopes", cover=stored) if as_cover else use_in_text(stored, "Slopes")
    for answer in [library.get(delete(stored)), library.post(delete(stored), {"post": "yes"})]:
        assert "cannot be deleted while articles use it" in text_of(answer)
        assert f"/admin/posts/post/{post.pk}/change/" in answer.content.decode()
        assert "Yes, I’m sure" not in text_of(answer)
    assert MediaFile.objects.exists()
    assert default_storage.exists(stored.path)


def delete_chosen(client, *media_files, **fields):
    chosen = [media_file.pk for media_file in media_files]
    data = {"action": "delete_selected", "_selected_action": chosen, **fields}
    return client.post(LIBRARY, data, follow=True)


def test_many_are_deleted_or_none(library, django_capture_on_commit_callbacks):
    used, *unused = store("used.png", 30), store("a.png", 31), store("b.png", 32)
    use_in_text(used, "Slopes")
    answer = delete_chosen(library, used, *unused, post="yes")
    assert "Nothing was deleted" in text_of(answer)
    assert "Slopes" in text_of(answer)
    assert MediaFile.objects.count() == 3
    assert "Delete these files?" in text_of(delete_chosen(library, *unused))
    assert MediaFile.objects.count() == 3
    with django_capture_on_commit_callbacks(execute=True):
        delete_chosen(library, *unused, post="yes")
    assert MediaFile.objects.get() == used
    assert default_storage.exists(used.path)
    assert not any(default_storage.exists(one.path) for one in unused)


def test_what_an_article_begins_to_use_meanwhile_is_kept(library):
    stored = store()
    use_in_text(stored)
    assert deleting.delete_unused([stored]) == [stored]
    assert MediaFile.objects.exists()


def test_what_was_uploaded_again_meanwhile_keeps_its_file(django_capture_on_commit_callbacks):
    stored = store()
    with django_capture_on_commit_callbacks() as callbacks:
        assert deleting.delete_unused([stored]) == []
    again = store()
    for callback in callbacks:
        callback()
    assert again.path == stored.path
    assert default_storage.exists(again.path)


@pytest.mark.parametrize("role", ["", "contributor", "author"])
def test_only_editors_delete_files_and_change_what_is_noted(role, client):
    stored = store()
    client.force_login(make_user(role=role))
    refused = client.post(delete(stored), {"post": "yes"})
    assert refused.status_code in {302, 403}
    delete_chosen(client, stored, post="yes")
    client.post(change(stored), {"original_name": "mine.png", "alt": "mine"})
    assert MediaFile.objects.get().original_name == "figure.png"


def test_a_list_of_many_is_in_the_order_they_came(library):
    first, second = store("first.png", 30), store("second.png", 31)
    MediaFile.objects.filter(pk=first.pk).update(created_at=timezone.now())
    assert names_listed(library.get(LIBRARY)) == ["first.png", "second.png"]
    assert second.created_at < MediaFile.objects.get(pk=first.pk).created_at


@pytest.mark.parametrize("field", ["nonsense", "delete", "sha256"])
def test_an_upload_for_a_field_that_cannot_be_chosen_is_refused_before_it_is_stored(library, field):
    answer = library.post(ADD, sent(("a.png", picture()), _popup="1", _to_field=field))
    assert answer.status_code == 400
    assert not MediaFile.objects.exists()


def test_an_authors_picture_is_in_use(library):
    portrait = store("me.png")
    author = make_author("林知夏", avatar=portrait)
    page = text_of(library.get(change(portrait)))
    assert "林知夏" in page
    library.post(f"{LIBRARY}{portrait.pk}/delete/", {"post": "yes"})
    assert MediaFile.objects.filter(pk=portrait.pk).exists()
    assert list(library.get(LIBRARY, {"used": "yes"}).context["cl"].result_list) == [portrait]
    author.delete()
    library.post(f"{LIBRARY}{portrait.pk}/delete/", {"post": "yes"})
    assert not MediaFile.objects.filter(pk=portrait.pk).exists()
