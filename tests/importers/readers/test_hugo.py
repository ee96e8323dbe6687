from datetime import UTC, datetime

from blog.importers.imported import ImportedStatus
from tests.importers.planting import PIXEL, plant, read_all

CONFIGURATION = """
baseURL = "https://old.example/"
defaultContentLanguage = "en"
timeZone = "UTC"
[params.author]
name = "Site Author"
[taxonomies]
tag = "tags"
project = "projects"
[permalinks]
blog = "/:section/:year/:month/:day/:slug/"
posts = "/:sections[1:]/:filename"
"""


def site(tmp_path, files, configuration=CONFIGURATION):
    plant(tmp_path, {"hugo.toml": configuration} | files)
    return read_all(tmp_path)


def post(front_matter="", body="Text."):
    return f'+++\ndate = 2016-05-07T08:00:00Z\ntitle = "T"\n{front_matter}\n+++\n{body}'


def test_a_bundle_is_called_by_its_folder_and_brings_its_pictures(tmp_path):
    posts, _ = site(
        tmp_path,
        {
            "content/posts/maths/my-post/index.md": post(
                '[[resources]]\nname = "featured-image"\nsrc = "cover.png"', "![a](fig/a.png)"
            ),
            "content/posts/maths/my-post/fig/a.png": PIXEL,
            "content/posts/maths/my-post/cover.png": PIXEL,
        },
    )

    found = posts["content/posts/maths/my-post/index.md"]
    assert found.slug == "my-post"
    assert found.category == ("maths",)
    assert found.cover == "content/posts/maths/my-post/cover.png"
    assert [one.path for one in found.references] == ["content/posts/maths/my-post/fig/a.png"]
    assert found.old_addresses == ("/maths/my-post/",)


def test_pictures_are_also_found_from_the_posts_own_address(tmp_path):
    posts, _ = site(
        tmp_path,
        {
            "content/blog/five.md": post("", '![a](../five/a.png) {{< figure src="/b.png" >}}'),
            "content/blog/five/a.png": PIXEL,
            "static/b.png": PIXEL,
        },
    )

    assert [one.path for one in posts["content/blog/five.md"].references] == [
        "content/blog/five/a.png",
        "static/b.png",
    ]


def test_permalinks_follow_the_sections_rule_or_the_path(tmp_path):
    posts, _ = site(
        tmp_path,
        {
            "content/blog/One Post.md": post('slug = "uno"'),
            "content/blog/titled.md": post(),
            "content/notes/Two.md": post(),
            "content/about.md": post(),
            "content/notes/told.md": post('url = "/here/"\naliases = ["/old/", "rel/"]'),
        },
    )

    assert posts["content/blog/One Post.md"].old_addresses == ("/blog/2016/05/07/uno/",)
    assert posts["content/blog/titled.md"].old_addresses == ("/blog/2016/05/07/t/",)
    assert posts["content/notes/Two.md"].old_addresses == ("/notes/two/",)
    assert posts["content/about.md"].old_addresses == ("/about/",)
    assert posts["content/notes/told.md"].old_addresses == ("/here/", "/old/", "/notes/rel/")


def test_languages_by_suffix_and_by_folder(tmp_path):
    posts, _ = site(
        tmp_path,
        {
            "content/notes/a/index.en.md": post(),
            "content/notes/a/index.zh-cn.md": post(),
            "content/zh/notes/b.md": post(),
        },
    )

    english = posts["content/notes/a/index.en.md"]
    chinese = posts["content/notes/a/index.zh-cn.md"]
    assert (english.language, english.slug, english.slug_qualifier) == ("en", "a", "")
    assert (chinese.language, chinese.slug, chinese.slug_qualifier) == ("zh-hans", "a", "zh-cn")
    assert chinese.old_addresses == ("/zh-cn/notes/a/",)
    assert posts["content/zh/notes/b.md"].language == "zh-hans"
    assert posts["content/zh/notes/b.md"].old_addresses == ("/zh/notes/b/",)


def test_section_pages_are_no_posts_and_hand_down_their_cascade(tmp_path):
    posts, reasons = site(
        tmp_path,
        {
            "content/notes/_index.md": "---\ntitle: 笔记\ncascade:\n  author: Cascaded\n"
            "  draft: true\n---\nIntroduction.",
            "content/notes/deep/a.md": post(),
            "content/notes/deep/b.md": post('author = "Own"\ndraft = false'),
        },
    )

    assert list(reasons) == ["content/notes/_index.md"]
    assert [one.name for one in posts["content/notes/deep/a.md"].authors] == ["Cascaded"]
    assert posts["content/notes/deep/a.md"].status is ImportedStatus.DRAFT
    assert [one.name for one in posts["content/notes/deep/b.md"].authors] == ["Own"]
    assert posts["content/notes/deep/b.md"].status is ImportedStatus.PUBLISHED


def test_pages_of_people_give_biographies(tmp_path):
    posts, reasons = site(
        tmp_path,
        {
            "content/authors/ada.md": "---\ntitle: Ada Lovelace\n---\nCounts.",
            "content/notes/a.md": post('authors = ["Ada Lovelace <ada>"]'),
            "content/notes/b.md": post('author = "ada"'),
            "content/notes/c.md": post(),
        },
    )

    assert "author's page" in reasons["content/authors/ada.md"]
    for path in ("content/notes/a.md", "content/notes/b.md"):
        assert [(one.name, one.biography) for one in posts[path].authors] == [
            ("Ada Lovelace", "Counts.")
        ]
    assert [one.name for one in posts["content/notes/c.md"].authors] == ["Site Author"]


def test_taxonomies_of_the_sites_own_and_further_categories_become_tags(tmp_path):
    posts, _ = site(
        tmp_path,
        {
            "content/notes/a.md": post(
                'categories = ["One", "Two"]\ntags = ["x"]\nprojects = ["P"]\nseries = ["S"]'
            )
        },
    )

    found = posts["content/notes/a.md"]
    assert found.category == ("One",)
    assert found.tags == ("x", "P", "Two")
    assert found.series == "S"


def test_future_and_past_publication(tmp_path):
    posts, _ = site(
        tmp_path,
        {
            "content/notes/a.md": post("publishDate = 2030-01-01T00:00:00Z"),
            "content/notes/b.md": post("expiryDate = 2017-01-01T00:00:00Z"),
        },
    )

    assert posts["content/notes/a.md"].published_at == datetime(2030, 1, 1, tzinfo=UTC)
    assert posts["content/notes/a.md"].status is ImportedStatus.PUBLISHED
    assert posts["content/notes/b.md"].status is ImportedStatus.ARCHIVED


def test_references_by_shortcode_and_by_relative_path(tmp_path):
    posts, _ = site(
        tmp_path,
        {
            "content/notes/a.md": post("", '[x]({{< ref "b.md#c" >}}) [y](../b/) [z](/notes/b)'),
            "content/notes/b.md": post(),
        },
    )

    references = posts["content/notes/a.md"].references
    assert [(one.path, one.fragment) for one in references] == [
        ("content/notes/b.md", "#c"),
        ("content/notes/b.md", ""),
        ("content/notes/b.md", ""),
    ]


def test_files_outside_the_content_folder_are_not_read(tmp_path):
    plant(tmp_path, {"docs/how.md": "x"})
    posts, _ = site(tmp_path, {"content/a.md": post()})

    assert set(posts) == {"content/a.md"}
