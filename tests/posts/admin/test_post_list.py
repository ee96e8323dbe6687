"""The admin's list of articles: filters, search, order and what it shows."""

from datetime import timedelta

import pytest
from django.urls import reverse

from blog.posts.models import Post
from tests.factories import make_author, make_category, make_post, make_user

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/posts/post/"


@pytest.fixture
def emma(db):
    return make_author("Emma", user=make_user("emma", role="author"))


@pytest.fixture
def listed(client, editor):
    """Ask for the list as an editor, or as somebody else; return the titles in order."""

    def listed(user=None, **query):
        client.force_login(user or editor)
        response = client.get(ADDRESS, query)
        assert response.status_code == 200, response.headers
        return [post.title for post in response.context["cl"].result_list]

    return listed


@pytest.fixture
def one_of_each(now, emma):
    make_post("Draft", status="draft", authors=[emma])
    make_post("Review", status="in_review")
    make_post("Scheduled", published_at=now + timedelta(days=1), authors=[emma])
    make_post("Published", published_at=now - timedelta(days=400), category=make_category("Maths"))
    make_post("Archived", status="archived", published_at=now - timedelta(days=2))


def test_the_last_saved_comes_first(listed, one_of_each):
    assert listed() == ["Archived", "Published", "Scheduled", "Review", "Draft"]


@pytest.mark.parametrize(
    ("standing", "title"),
    [
        ("draft", "Draft"), ("in_review", "Review"), ("scheduled", "Scheduled"),
        ("published", "Published"), ("archived", "Archived"),
    ],
)  # fmt: skip
def test_each_standing_has_its_own_list_and_badge(standing, title, listed, client, one_of_each):
    assert listed(standing=standing) == [title]
    page = client.get(ADDRESS, {"standing": standing}).content.decode()
    assert f'class="standing standing-{standing}"' in page


def test_an_editor_may_ask_for_the_own_ones(listed, editor, one_of_each):
    assert listed(mine="1") == []
    make_post("The editor's", authors=[make_author(user=editor)])
    assert listed(mine="1") == ["The editor's"]


def test_an_author_sees_the_own_ones_and_no_filter_for_them(listed, client, emma, one_of_each):
    assert listed(emma.user) == ["Scheduled", "Draft"]
    assert "mine=1" not in client.get(ADDRESS).content.decode()
    assert listed(emma.user, mine="1") == ["Scheduled", "Draft"]


def test_a_name_in_a_byline_leads_to_all_that_is_its_authors(listed, client, emma, one_of_each):
    listed()
    page = client.get(ADDRESS).content.decode()
    assert f'<a href="?author={emma.pk}">Emma</a>' in page
    assert listed(author=emma.pk) == ["Scheduled", "Draft"]


@pytest.mark.parametrize("author", ["0", "999999999", "9" * 30, "x", "-1", "", "１"])
def test_no_author_asked_for_is_an_error(author, client, editor, one_of_each):
    client.force_login(editor)
    assert client.get(ADDRESS, {"author": author}).status_code == 200


def test_articles_with_problems_can_be_asked_for(listed, client, one_of_each):
    Post.objects.filter(title="Review").update(problem_count=7)
    assert listed(problems="yes") == ["Review"]
    page = client.get(ADDRESS).content.decode()
    assert page.count('<span class="problem-count">7</span>') == 1
    assert page.count("problem-count") == 1


@pytest.mark.parametrize("column", range(1, 8))
def test_every_column_sorts_both_ways(column, listed, one_of_each):
    up, down = listed(o=str(column)), listed(o=f"-{column}")
    assert sorted(up) == sorted(down)
    assert len(up) == 5
    if column == 1:
        assert up == sorted(up) == down[::-1]
    if column == 4:
        assert up[0] == "Published"


def test_pages_follow_each_other_without_a_gap(client, editor):
    for number in range(53):
        make_post(f"Post {number:03}")
    client.force_login(editor)
    titles = [
        post.title
        for page in ("1", "2")
        for post in client.get(ADDRESS, {"p": page, "o": "1"}).context["cl"].result_list
    ]
    assert titles == [f"Post {number:03}" for number in range(53)]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("索引", ["倒排索引"]),
        ("inverted", ["倒排索引"]),
        ("知夏", ["倒排索引"]),
        ("检索 林知", ["倒排索引"]),
        ("索引 nothing", []),
        ("%", []),
        ("_", []),
        ("\\", []),
        ("C", ["About a language", "Other"]),
        ('"a lang"', ["About a language"]),
    ],
)
def test_the_search_reads_titles_slugs_authors_and_tags(text, titles, listed):
    make_post("Other", slug="c", tags=["cc", "dd"])
    make_post("About a language", slug="about", tags=["C", "D"])
    make_post(
        "倒排索引",
        slug="inverted",
        authors=[make_author("林知夏"), make_author("林知秋")],
        tags=["检索", "检索系统"],
    )
    assert listed(q=text) == titles


def test_the_search_stays_among_what_the_user_may_see(listed, emma):
    make_post("Needle one", authors=[emma])
    make_post("Needle two")
    assert listed(emma.user, q="needle") == ["Needle one"]
    assert sorted(listed(q="needle")) == ["Needle one", "Needle two"]


def test_years_can_be_chosen_and_searched_in(listed, one_of_each):
    assert listed(published_at__year="2025") == ["Published"]
    assert listed(published_at__year="2025", published_at__month="10", q="publ") == ["Published"]
    assert listed(published_at__year="2024") == []


QUERIES = 9
"""The login's two; unsaved text; categories, count, articles, bylines; two for the years."""


@pytest.mark.parametrize("many", [1, 40])
@pytest.mark.parametrize("role", ["author", "editor"])
def test_it_costs_the_same_with_one_article_and_with_many(
    role, many, client, django_assert_num_queries
):
    writer = make_author(user=make_user(role=role))
    for number in range(many):
        make_post(
            authors=[writer, make_author()],
            category=make_category(parent=make_category()),
            tags=[f"t{number}", "common"],
        )
    make_post("First", authors=[writer], updated_at=None, status="draft")
    client.force_login(writer.user)
    with django_assert_num_queries(QUERIES):
        client.get(ADDRESS)
    # A search offers no years.
    with django_assert_num_queries(QUERIES - 2):
        client.get(ADDRESS, {"q": "post"})


@pytest.mark.parametrize("action", ["submit", "archive", "delete_selected"])
def test_actions_reach_the_chosen_articles(action, client, editor):
    posts = [make_post(f"Draft {number}", status="draft") for number in range(3)]
    client.force_login(editor)
    data = {"action": action, "_selected_action": [posts[0].pk, posts[1].pk], "post": "yes"}
    assert client.post(ADDRESS, data).status_code == 302
    changed = {post.title for post in posts} - set(
        Post.objects.filter(status="draft").values_list("title", flat=True)
    )
    assert changed == {"Draft 0", "Draft 1"}


def test_redirects_find_their_article_as_the_list_does(client, editor):
    post = make_post("倒排索引", tags=["检索"])
    make_post("Other")
    client.force_login(editor)
    query = {"app_label": "posts", "model_name": "redirect", "field_name": "post", "term": "检索"}
    answer = client.get(reverse("admin:autocomplete"), query).json()
    assert [result["id"] for result in answer["results"]] == [str(post.pk)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("query", [{"language__exact": "\0"}, {"title__regex": "("}])
def test_a_filter_that_the_database_refuses_leads_back_to_the_list(client, editor, query):
    client.force_login(editor)
    answer = client.get(ADDRESS, query)
    assert (answer.status_code, answer["Location"]) == (302, f"{ADDRESS}?e=1")
