from datetime import datetime

from tests.importers.planting import PIXEL, SHANGHAI, plant, read_all

CONFIGURATION = "module.exports = { title: 'X', url: 'https://old.example', baseUrl: '/' }\n"


def site(tmp_path, files, configuration=CONFIGURATION):
    plant(tmp_path, {"docusaurus.config.js": configuration} | files)
    return read_all(tmp_path)


def post(front_matter="title: t", body="Text."):
    return f"---\n{front_matter}\n---\n{body}"


def test_authors_by_key_by_list_and_in_place(tmp_path):
    posts, _ = site(
        tmp_path,
        {
            "blog/authors.yml": "ada:\n  name: Ada Lovelace\n  title: Analyst\n"
            "  url: https://ada.example/\n",
            "blog/2020-01-01-a.md": post("authors: ada"),
            "blog/2020-01-02-b.md": post("authors: [ada, {name: Alan, title: Other}]"),
        },
    )

    assert [(one.name, one.website) for one in posts["blog/2020-01-01-a.md"].authors] == [
        ("Ada Lovelace", "https://ada.example/")
    ]
    assert [one.name for one in posts["blog/2020-01-02-b.md"].authors] == ["Ada Lovelace", "Alan"]


def test_addresses_of_posts_documents_and_translations(tmp_path):
    posts, _ = site(
        tmp_path,
        {
            "blog/2020-01-02-name.md": post(),
            "blog/2020/03/04-other.md": post(),
            "blog/2020-01-03-bundle/index.mdx": post(),
            "blog/2020-01-05-told.md": post("slug: /way/of-own"),
            "docs/01-intro/02-start.md": post(),
            "i18n/zh/docusaurus-plugin-content-docs/current/x.md": post("title: 甲"),
        },
    )

    assert {path: found.old_addresses for path, found in posts.items()} == {
        "blog/2020-01-02-name.md": ("/blog/2020/01/02/name",),
        "blog/2020/03/04-other.md": ("/blog/2020/03/04/other",),
        "blog/2020-01-03-bundle/index.mdx": ("/blog/2020/01/03/bundle",),
        "blog/2020-01-05-told.md": ("/blog/way/of-own",),
        "docs/01-intro/02-start.md": ("/docs/intro/start",),
        "i18n/zh/docusaurus-plugin-content-docs/current/x.md": ("/zh/docs/x",),
    }
    assert posts["blog/2020-01-05-told.md"].slug == "of-own"
    assert posts["blog/2020/03/04-other.md"].published_at == datetime(2020, 3, 4, tzinfo=SHANGHAI)


def test_the_blog_may_live_at_the_root(tmp_path):
    configuration = "export default { presets: [[ 'classic', { blog: { routeBasePath: '/' } } ]] }"
    posts, _ = site(tmp_path, {"blog/2020-01-02-name.md": post()}, configuration)

    assert posts["blog/2020-01-02-name.md"].old_addresses == ("/2020/01/02/name",)


def test_program_in_mdx_is_taken_out_but_not_from_code(tmp_path):
    body = (
        "import Tabs from '@theme/Tabs'\nimport './x.css'\nexport const a = 1\n\n"
        "First.\n\n{/* truncate */}\n\n{/* a note */}Second.\n\n"
        "```js\nimport y from 'y'\n{/* kept */}\n```\n"
    )
    posts, _ = site(tmp_path, {"blog/2020-01-02-a.mdx": post(body=body)})

    text = posts["blog/2020-01-02-a.mdx"].body
    assert "Tabs" not in text
    assert "x.css" not in text
    assert "export" not in text
    assert "a note" not in text
    assert "First.\n\n<!-- more -->\n\nSecond." in text
    assert "import y from 'y'\n{/* kept */}" in text


def test_parts_of_pages_are_no_posts(tmp_path):
    posts, reasons = site(
        tmp_path, {"docs/_part.md": "x", "docs/a.md": post(), "src/pages/x.mdx": "x"}
    )

    assert set(posts) == {"docs/a.md"}
    assert reasons == {
        "docs/_part.md": "a part of other pages",
        "src/pages/x.mdx": "a page of the site's program",
    }


def test_pictures_come_from_static_and_from_beside_the_post(tmp_path):
    posts, _ = site(
        tmp_path,
        {
            "blog/2020-01-02-a.md": post("image: /img/a.png", "![a](/img/a.png) ![b](./b.png)"),
            "static/img/a.png": PIXEL,
            "blog/b.png": PIXEL,
        },
    )

    found = posts["blog/2020-01-02-a.md"]
    assert [one.path for one in found.references] == ["static/img/a.png", "blog/b.png"]
    assert found.cover == "static/img/a.png"
