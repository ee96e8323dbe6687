import pytest

from blog.importers.imported import ImportedStatus
from tests.importers.planting import PIXEL, plant, read_all


def site(tmp_path, files, configuration="title: x\ntimezone: UTC\n"):
    plant(tmp_path, {"_config.yml": configuration} | files)
    return read_all(tmp_path)


def post(front_matter="title: t", body="Text."):
    return f"---\n{front_matter}\n---\n{body}"


NAME = "_posts/2016-05-07-my-post.md"


def test_the_date_is_the_file_names_unless_the_front_matter_has_one(tmp_path):
    posts, _ = site(
        tmp_path, {NAME: post(), "_posts/2016-05-08-b.md": post("date: 2010-01-10 13:07:09")}
    )

    assert posts[NAME].published_at.isoformat() == "2016-05-07T00:00:00+00:00"
    assert posts[NAME].slug == "my-post"
    assert posts["_posts/2016-05-08-b.md"].published_at.isoformat() == "2010-01-10T13:07:09+00:00"


@pytest.mark.parametrize(
    ("front_matter", "category", "tags"),
    [
        ("categories: foo bar baz", ("foo",), ("bar", "baz")),
        ("categories: [foo bar, baz]", ("foo bar",), ("baz",)),
        ("category: foo bar", ("foo bar",), ()),
        ("category: 2013", ("2013",), ()),
        ("category: News\ncategories: Posts Articles", ("News",), ("Posts", "Articles")),
        ("tags: A string", (), ("A", "string")),
        ("tag: Lorem Ipsum\ntags: dolor sit", (), ("Lorem Ipsum", "dolor", "sit")),
        ("categories:\ntags:", (), ()),
    ],
)
def test_categories_stand_side_by_side_and_the_first_counts(tmp_path, front_matter, category, tags):
    posts, _ = site(tmp_path, {NAME: post(front_matter)})

    assert posts[NAME].category == category
    assert posts[NAME].tags == tags


def test_folders_above_the_posts_are_categories(tmp_path):
    posts, _ = site(tmp_path, {f"maths/{NAME}": post("category: more")})

    assert posts[f"maths/{NAME}"].category == ("maths",)
    assert posts[f"maths/{NAME}"].tags == ("more",)


@pytest.mark.parametrize(
    ("configuration", "front_matter", "expected"),
    [
        ("title: x", "category: C", "/c/2016/05/07/my-post.html"),
        ("permalink: pretty", "title: t", "/2016/05/07/my-post/"),
        ("permalink: none", "title: t", "/my-post.html"),
        ("permalink: /:categories/:title/", "categories: [A, B]", "/a/b/my-post/"),
        ("baseurl: /sub", "title: t", "/sub/2016/05/07/my-post.html"),
        (
            "collections: {posts: {permalink: /news/:year/:title/}}",
            "x: y",
            "/news/2016/my-post/",
        ),
        ("title: x", "permalink: /:year/own/", "/2016/own/"),
    ],
)
def test_permalink_rules(tmp_path, configuration, front_matter, expected):
    posts, _ = site(tmp_path, {NAME: post(front_matter)}, configuration)

    assert posts[NAME].old_addresses[0] == expected


def test_a_permalink_and_redirects_of_the_posts_own(tmp_path):
    posts, _ = site(
        tmp_path,
        {NAME: post("permalink: cat/own-way\nredirect_from:\n- /news/a/\n- b/")},
        "permalink: none",
    )

    assert posts[NAME].slug == "own-way"
    assert posts[NAME].old_addresses == ("/my-post.html", "/cat/own-way", "/news/a/", "/b/")


def test_unpublished_posts_and_drafts_are_hidden(tmp_path):
    posts, _ = site(
        tmp_path, {NAME: post("published: false"), "_drafts/idea.md": post(), "_posts/x.md": "text"}
    )

    assert posts[NAME].status is ImportedStatus.DRAFT
    assert posts["_drafts/idea.md"].status is ImportedStatus.DRAFT
    assert posts["_posts/x.md"].status is ImportedStatus.PUBLISHED


def test_defaults_of_the_configuration_are_for_their_scope(tmp_path):
    configuration = (
        "defaults:\n- scope: {path: '', type: posts}\n  values: {author: Default}\n"
        "- scope: {path: _posts/special}\n  values: {author: Special}\n"
    )
    posts, _ = site(
        tmp_path,
        {
            NAME: post(),
            "_posts/special/2016-05-07-b.md": post(),
            "_posts/2016-05-07-c.md": post("author: Own"),
        },
        configuration,
    )

    assert [one.name for one in posts[NAME].authors] == ["Default"]
    assert [one.name for one in posts["_posts/special/2016-05-07-b.md"].authors] == ["Special"]
    assert [one.name for one in posts["_posts/2016-05-07-c.md"].authors] == ["Own"]


def test_authors_come_from_the_data_file(tmp_path):
    posts, _ = site(
        tmp_path,
        {
            NAME: post("author: ada"),
            "_data/authors.yml": "ada:\n  name: Ada Lovelace\n  bio: Counts.\n",
        },
    )

    assert [(one.name, one.biography) for one in posts[NAME].authors] == [
        ("Ada Lovelace", "Counts.")
    ]


def test_pictures_behind_liquid_are_found(tmp_path):
    body = (
        "![a]({{ site.baseurl }}/assets/a.png) <img src=\"{{ '/assets/a.png' | relative_url }}\">"
        ' <img src="/assets/{{ page.featured-image }}"> ![b](/assets/{{ page.nothing }})'
    )
    posts, _ = site(tmp_path, {NAME: post("featured-image: a.png", body), "assets/a.png": PIXEL})

    assert [one.path for one in posts[NAME].references] == ["assets/a.png"] * 3
    assert posts[NAME].warnings == ()


def test_links_by_post_url_and_by_link(tmp_path):
    body = "[a]({% post_url 2016-05-08-b %}) [c]({% link _posts/2016-05-08-b.md %})"
    posts, _ = site(tmp_path, {NAME: post(body=body), "_posts/2016-05-08-b.md": post()})

    assert [one.path for one in posts[NAME].references] == ["_posts/2016-05-08-b.md"] * 2


def test_the_themes_lists_are_no_posts(tmp_path):
    _, reasons = site(
        tmp_path, {NAME: post(), "index.md": post("layout: home"), "_includes/a.md": "x"}
    )

    assert reasons == {"index.md": "a list that the theme fills"}


def test_only_what_jekyll_publishes_is_read(tmp_path):
    posts, reasons = site(
        tmp_path,
        {
            NAME: post(),
            "about.md": post(),
            "plain.md": "Without front matter.",
            "_docs/a.md": post(),
            "_pages/b.md": post(),
            "_other/c.md": post(),
            "index.md": post(),
        },
        "collections: {docs: {output: true}}\ninclude: [_pages]\n",
    )

    assert set(posts) == {NAME, "about.md", "_docs/a.md", "_pages/b.md"}
    assert set(reasons) == {"plain.md", "_other/c.md", "index.md"}
