"""The search over everything in the admin."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from blog.media.models import MediaFile
from blog.posts.admin_site.quick_search import AT_ONCE
from blog.posts.models import Series
from tests.factories import make_author, make_category, make_post, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def search(client):
    def search(user, text, **more):
        client.force_login(user)
        response = client.get(reverse("admin:quick_search"), {"q": text, **more})
        assert response.status_code == 200
        return response

    return search


def found(response):
    return {kind.name: [hit.name for hit in kind.hits] for kind in response.context["found"]}


def make_picture(name):
    number = MediaFile.objects.count()
    return MediaFile.objects.create(
        sha256=f"{number:064}",
        original_sha256=f"{number:064}",
        path=f"{number:02}/a.webp",
        original_name=name,
        width=1,
        height=1,
        size=1,
    )


def test_every_kind_is_found_by_its_name(search, administrator):
    make_post("倒排索引的压缩", tags=["索引结构"])
    make_category("索引")
    Series.objects.create(title="索引从零开始", slug="s")
    make_author("索引生")
    make_picture("索引.png")
    make_user("索引员")
    make_post("Unrelated")
    assert found(search(administrator, "索引")) == {
        "posts": ["倒排索引的压缩"],
        "categories": ["索引"],
        "tags": ["索引结构"],
        "series": ["索引从零开始"],
        "authors": ["索引生"],
        "media files": ["索引.png"],
        "users": ["索引员"],
    }


def test_articles_are_found_by_slug_author_and_tag_and_need_every_word(search, editor):
    post = make_post(
        "Gradient descent", slug="sgd-notes", authors=[make_author("林知夏")], tags=["优化"]
    )
    make_post("Gradient boosting")
    for text in ["sgd-no", "知夏", "优化", "descent GRADIENT", "林知夏 优化", '"gradient d"']:
        assert found(search(editor, text))["posts"] == [post.title], text
    assert "posts" not in found(search(editor, "Gradient 搜索"))


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        ("contributor", {"posts", "categories", "tags", "series", "media files"}),
        ("author", {"posts", "categories", "tags", "series", "media files"}),
        ("editor", {"posts", "categories", "tags", "series", "media files", "authors"}),
    ],
)
def test_each_role_finds_only_what_it_may_see(role, kinds, search):
    user = make_user("needle-owner", role=role)
    own = make_post("needle: mine", authors=[make_author("needle", user=user)])
    other = make_post("needle: another's", status="draft")
    make_category("needle")
    make_post(tags=["needle-tag"], status="draft")
    Series.objects.create(title="needle", slug="needle")
    make_picture("needle.png")
    hits = found(search(user, "needle"))
    assert set(hits) == kinds
    assert own.title in hits["posts"]
    assert (other.title in hits["posts"]) is (role == "editor")


def test_eight_of_a_kind_are_shown_and_the_list_of_all_is_one_click_away(search, client, editor):
    for number in range(AT_ONCE + 3):
        make_post(f"Needle {number}")
    response = search(editor, "needle")
    (kind,) = response.context["found"]
    assert (len(kind.hits), kind.total) == (AT_ONCE, AT_ONCE + 3)
    assert client.get(kind.address).context["cl"].result_count == AT_ONCE + 3


@pytest.mark.parametrize(
    "text", ["%", "_", "\\", "100%", "a\0b", '"', "'", "(", "x" * 5000, "\ud800", "🙂", "%s"]
)
def test_no_text_is_a_pattern_or_an_error(text, search, editor):
    make_post("Plain title", tags=["plain"])
    make_author("Plain")
    assert found(search(editor, text.encode("utf-8", "replace").decode())) == {}


def test_signs_of_patterns_are_found_as_they_are(search, editor):
    make_post("100% sure", slug="sure")
    make_post("snake_case", slug="snake")
    make_post("snakeXcase", slug="snakex")
    assert found(search(editor, "0%"))["posts"] == ["100% sure"]
    assert found(search(editor, "e_c"))["posts"] == ["snake_case"]


@pytest.mark.parametrize("text", ["", "   ", "\0"])
def test_an_empty_search_says_what_to_do(text, search, editor):
    page = search(editor, text).content.decode()
    assert "Type a title, a name or a part of it." in page


def test_what_is_typed_is_shown_escaped(search, editor):
    page = search(editor, "<script>alert(1)</script>").content.decode()
    assert "<script>alert" not in page
    assert "Nothing has this in its name." in page


def test_names_that_are_found_are_escaped(search, editor):
    make_post("<i>needle</i>")
    assert "<i>needle" not in search(editor, "needle").content.decode()


def test_it_costs_the_same_with_one_hit_of_each_kind_and_with_twenty(
    client, administrator, django_assert_num_queries
):
    def fill(number):
        make_post(f"needle {number}", tags=[f"needle {number}"])
        make_category(f"needle {number}")
        Series.objects.create(title=f"needle {number}", slug=f"needle-{number}")
        make_author(f"needle {number}")
        make_picture(f"needle {number}")
        make_user(f"needle-{number}")

    fill(0)
    client.force_login(administrator)
    address = reverse("admin:quick_search", query={"q": "needle"})
    queries = 2 + 2 * 7  # of the login, and of each kind
    with django_assert_num_queries(queries):
        client.get(address)
    for number in range(1, 20):
        fill(number)
    with django_assert_num_queries(queries):
        client.get(address)


def test_only_who_may_enter_the_admin_may_search(client, reader):
    address = reverse("admin:quick_search", query={"q": "needle"})
    assert client.get(address).status_code == 302
    client.force_login(reader)
    assert client.get(address).status_code == 302


def test_nothing_is_changed_by_it(client, editor):
    client.force_login(editor)
    assert client.post(reverse("admin:quick_search"), {"q": "needle"}).status_code == 405


def test_the_box_is_a_form_that_needs_no_script():
    form = render_to_string("admin/_quick_search.html", {"searched": 'a"b'})
    assert 'action="/admin/search/"' in form
    assert 'method="get"' in form
    assert 'name="q" value="a&quot;b"' in form
