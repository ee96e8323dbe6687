"""Hostile titles, tags, people and addresses on every page that shows them; nothing runs.

They are put straight into the database, past all forms, or come in by an import. The browser's
Content-Security-Policy is switched off.
"""

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
import yaml

from blog.authors.models import Author
from blog.categories.models import Category
from blog.importers.importing import import_tree
from blog.importers.options import Options
from blog.importers.trees import SourceTree
from blog.media.models import MediaFile
from blog.posts.listing_views import PostListView
from blog.posts.models import Post, Redirect, Series, Tag
from tests.browser.alarms import armed
from tests.importers.planting import PIXEL, plant
from tests.markup.payloads.catalogue import numbered
from tests.markup.payloads.destinations import IN_MARKDOWN
from tests.markup.payloads.names import ADDRESSES, NAMES, PLAIN_TEXTS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FIRST_MINUTE = datetime(2026, 1, 1, tzinfo=UTC)
LISTINGS = ["/", "/categories/", "/tags/", "/authors/", "/archive/", "/archive/2026/"]
ADMIN_LISTS = [
    "posts/post", "posts/tag", "posts/series", "posts/revision", "posts/redirect",
    "categories/category", "authors/author", "media/mediafile", "accounts/user", "auth/group",
]  # fmt: skip


class Silence:
    """Progress that nobody watches."""

    def begin(self, what, total):
        pass

    def step(self):
        pass

    def end(self):
        pass


@pytest.fixture
def alarms(browser, live_server, monkeypatch):
    monkeypatch.setattr(PostListView, "paginate_by", 100)
    with armed(browser, live_server.url) as page:
        yield page


@pytest.fixture
def admin(alarms, editor, client):
    """The alarms on the pages of an editor whose own name is hostile."""
    editor.first_name = editor.last_name = NAMES[1]
    editor.save()
    client.force_login(editor)
    alarms.log_in(client)
    return alarms


@pytest.fixture
def hostile_site(db):
    """An article for every name, with that name in all that belongs to it."""
    parent = None
    posts = []
    picture = MediaFile.objects.store(NAMES[1], PIXEL)
    for number, payload in enumerate(NAMES):
        name = numbered(payload, number + 100)
        address = numbered(ADDRESSES[number % len(ADDRESSES)], number + 100)
        text = name + numbered(PLAIN_TEXTS[number % len(PLAIN_TEXTS)], number + 100)
        parent = Category.objects.create(
            name=name,
            slug=f"category-{number}",
            parent=parent if number % 4 else None,
            description=text,
        )
        author = Author.objects.create(
            name=name, slug=f"author-{number}", biography=text, website=address
        )
        moment = FIRST_MINUTE + timedelta(minutes=number)
        post = Post.objects.create(
            title=name,
            slug=f"post-{number}",
            body=f"# {name}\n\n## {name}\n\n{text}",
            summary=text,
            language="en",
            category=parent,
            series=Series.objects.create(title=name, slug=f"series-{number}", description=text),
            series_position=1,
            status="published",
            published_at=moment,
            updated_at=moment + timedelta(days=1),
            canonical_url=address,
            cover=picture,
            source_path=f"{number}/{name}",
        )
        post.set_bylines([author])
        post.tags.add(Tag.objects.create(name=name, slug=f"tag-{number}"))
        post.record_revision(by=None, note=name)
        Redirect.objects.create(path=f"/old/{number}/{name}", post=post)
        posts.append(post)
    return posts


def heard_on(alarms, addresses, **told):
    """Open the pages and return those on which something was noticed, with what it was."""
    return {path: heard for path in addresses if (heard := alarms.open(path, **told))}


def test_no_article_runs_what_it_is_called(hostile_site, alarms):
    assert heard_on(alarms, [post.get_absolute_url() for post in hostile_site]) == {}


def test_no_listing_runs_what_it_lists(hostile_site, alarms):
    assert heard_on(alarms, LISTINGS) == {}
    assert alarms.page.locator("article.card").count() == len(NAMES)


@pytest.mark.parametrize("kind", ["authors", "categories", "tags", "series"])
def test_no_page_runs_what_it_is_about(kind, hostile_site, alarms):
    slug = {"authors": "author", "categories": "category", "tags": "tag", "series": "series"}[kind]
    # An author's page shows an address, too: each kind of it once.
    numbers = range(len(ADDRESSES)) if kind == "authors" else range(0, len(NAMES), 4)
    pages = [f"/{kind}/{slug}-{number}/" for number in numbers]

    assert heard_on(alarms, pages) == {}


def test_no_list_of_the_admin_runs_what_it_lists(hostile_site, admin):
    pages = [f"/admin/{model}/" for model in ADMIN_LISTS]

    assert heard_on(admin, pages, admin=True) == {}


def test_no_form_of_the_admin_runs_what_it_shows(hostile_site, admin):
    pages = [
        f"/admin/{model._meta.label_lower.replace('.', '/')}/{row.pk}/change/"
        for model in [Post, Tag, Series, Category, Author, Redirect, MediaFile]
        for row in model.objects.order_by("pk")[1::14]
    ]

    assert heard_on(admin, pages, admin=True) == {}


def test_no_record_of_what_an_editor_did_runs(hostile_site, admin, client):
    chosen = [post.pk for post in hostile_site]
    client.post("/admin/posts/post/", {"action": "take_back", "_selected_action": chosen})
    pages = ["/admin/", "/admin/posts/post/"]
    for pk in chosen[1::14]:
        pages += [f"/admin/posts/post/{pk}/history/", f"/admin/posts/post/{pk}/delete/"]

    assert heard_on(admin, pages, admin=True) == {}


def test_no_draft_runs_what_it_is_called_in_a_preview(hostile_site, admin):
    Post.objects.update(status="draft")
    pages = [f"{post.get_absolute_url()}preview/" for post in hostile_site[::5]]

    assert heard_on(admin, pages) == {}


@pytest.mark.parametrize("field", ["category", "series", "tags"])
def test_no_name_runs_while_it_is_completed(field, hostile_site, admin):
    assert admin.open(f"/admin/posts/post/{hostile_site[1].pk}/change/", admin=True) == []

    admin.page.locator(f".field-{field} .select2-selection").first.click()
    admin.page.keyboard.type("alert")
    admin.page.locator(".select2-results__option", has_text="alert").nth(5).wait_for()
    admin.act(admin=True)

    assert admin.noticed() == []


@pytest.mark.parametrize("ending", ["feed.atom", "feed.rss", "sitemap.xml"])
def test_nothing_runs_in_a_document_for_programs(ending, hostile_site, alarms, client):
    content = client.get(f"/{ending}").content.decode()

    # A browser that shows XML would run XHTML in it.
    assert alarms.show(content, "application/xml") == []


@pytest.mark.parametrize("name", NAMES[:16:3])
def test_no_page_runs_the_sites_name(name, hostile_site, alarms, settings):
    settings.SITE_NAME = settings.SITE_DESCRIPTION = name
    pages = ["/", "/tags/", hostile_site[0].get_absolute_url(), "/missing/", "/posts/%00/"]

    assert heard_on(alarms, pages) == {}


@pytest.mark.parametrize("name", NAMES[:30:10])
def test_no_page_runs_what_stands_in_its_address(name, admin):
    written = quote(name, safe="")
    readers = [f"/{written}", f"/posts/{written}/", f"/?page={written}", f"/tags/?x={written}"]
    editors = [
        f"/admin/posts/post/?q={written}",
        f"/admin/posts/post/?standing={written}",
        f"/admin/posts/post/add/?title={written}&body={written}&tags={written}",
        f"/admin/posts/post/{written}/change/",
        f"/admin/login/?next={written}",
    ]

    assert heard_on(admin, readers) == {}
    assert heard_on(admin, editors, admin=True) == {}


def test_nothing_runs_that_an_import_brings(alarms, tmp_path, settings):
    files = {}
    for number, payload in enumerate(NAMES):
        name = numbered(payload, number + 100)
        address = numbered(ADDRESSES[number % len(ADDRESSES)], number + 100)
        body = numbered(IN_MARKDOWN[number * 2], number + 100).replace("\0", "")
        front_matter = {
            "title": name,
            "date": "2026-01-02" if number % 3 else name,
            "tags": [name],
            "categories": [name],
            "authors": [{"name": name, "url": address, "bio": name}],
            "summary": name,
            "description": name,
            "series": name,
            "slug": name,
            "cover": address,
            "image": name,
            "canonical_url": address,
            "aliases": [address, name],
            "lang": name,
        }
        written = yaml.safe_dump(front_matter, allow_unicode=True)
        files[f"{number}.md"] = f"---\n{written}---\n{body}\n"
    plant(tmp_path, files)
    report = import_tree(SourceTree(tmp_path), Options(source="x"), Silence())

    posts = list(Post.objects.order_by("pk"))
    assert [str(one) for one in report.outcomes if one.action.value != "created"] == []
    assert len(posts) == len(NAMES)
    pages = [post.get_absolute_url() for post in posts]
    pages += [author.get_absolute_url() for author in Author.objects.filter(posts__in=posts)[::8]]
    assert heard_on(alarms, [*LISTINGS, *pages]) == {}
