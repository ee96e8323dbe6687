"""Authors in the admin: their pictures and links."""

import pytest

from blog.authors.models import Author
from blog.media.models import MediaFile
from tests.factories import make_author, make_user
from tests.media.pictures import picture

pytestmark = pytest.mark.django_db
ADD = "/admin/authors/author/add/"


def form(*links, **changes):
    data = {
        "name": "林知夏", "slug": "lin", "biography": "", "website": "", "avatar": "", "user": "",
        "links-TOTAL_FORMS": len(links), "links-INITIAL_FORMS": 0,
        "links-MIN_NUM_FORMS": 0, "links-MAX_NUM_FORMS": 1000,
    }  # fmt: skip
    for number, (label, address) in enumerate(links):
        data |= {f"links-{number}-label": label, f"links-{number}-address": address}
    return data | changes


@pytest.fixture
def admin(client, editor):
    client.force_login(editor)
    return client


def test_an_editor_gives_an_author_a_picture_and_links(admin):
    portrait = MediaFile.objects.store("me.png", picture())
    links = [("GitHub", "https://github.com/lin"), ("知乎", "https://www.zhihu.com/people/lin")]
    assert admin.post(ADD, form(*links, avatar=portrait.pk)).status_code == 302
    author = Author.objects.get(slug="lin")
    assert author.avatar == portrait
    assert list(author.links.order_by("pk").values_list("label", "address")) == links


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://example.org/", "github.com"])
def test_a_link_leads_to_the_web(address, admin):
    answer = admin.post(ADD, form(("x", address)))
    if answer.status_code == 302:  # a host without its scheme gets one
        assert Author.objects.get().links.get().address == "https://github.com"
    else:
        assert not Author.objects.exists()
        assert "errorlist" in answer.content.decode()


def test_only_who_may_change_authors_changes_their_links(client):
    author = make_author()
    link = author.links.create(label="GitHub", address="https://github.com/lin")
    client.force_login(make_user(role="author"))
    address = f"/admin/authors/author/{author.pk}/change/"
    sent = form(("x", "https://example.org"), name=author.name, slug=author.slug)
    assert client.post(address, sent).status_code == 403
    assert author.links.get() == link
