import pytest

from blog.importers.recognition import Site, find_sites, holds_sites
from blog.importers.trees import SourceTree
from tests.importers.planting import plant

POST = "---\ntitle: t\n---\nx"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"_config.yml": "source_dir: source", "source/_posts/a.md": POST}, "hexo"),
        ({"_config.yml": "title: x", "source/_posts/a.md": POST}, "hexo"),
        ({"source/_posts/a.md": POST}, "hexo"),
        ({"_posts/a.md": POST}, "hexo"),
        ({"a.md": "title: a\ndate: 2016-1-1\n---\nx"}, "hexo"),
        ({"_config.yml": "title: x", "_posts/2016-01-01-a.md": POST}, "jekyll"),
        ({"_posts/2016-01-01-a.md": POST}, "jekyll"),
        ({"2016-01-01-a.md": POST, "2016-01-02-b.md": POST, "c.md": POST}, "jekyll"),
        ({"hugo.toml": "", "content/a.md": POST}, "hugo"),
        ({"config.toml": "baseURL = 'x'", "content/a.md": POST}, "hugo"),
        ({"config.yaml": "baseURL: x", "content/a.md": POST}, "hugo"),
        ({"config/_default/params.toml": "", "content/a.md": POST}, "hugo"),
        ({"a.md": "+++\ntitle = 'a'\n+++\nx"}, "hugo"),
        ({"config.toml": "base_url = 'x'", "content/a.md": POST}, "zola"),
        ({"zola.toml": "", "content/a.md": POST}, "zola"),
        ({"a.md": "+++\ntitle = 'a'\n[taxonomies]\ntags = ['b']\n+++\nx"}, "zola"),
        ({"docusaurus.config.js": "", "docs/a.md": POST}, "docusaurus"),
        ({"docusaurus.config.ts": "", "blog/a.mdx": POST}, "docusaurus"),
        ({"a.md": POST, "b/c.md": "text"}, "plain"),
        ({"a.txt": "x"}, "plain"),
        ({"config.toml": "theme = [broken", "a.md": POST}, "plain"),
    ],
)
def test_each_format_is_recognised(tmp_path, files, expected):
    assert [site.format for site in find_sites(SourceTree(plant(tmp_path, files)))] == [expected]


def test_a_site_may_lie_deeper_and_there_may_be_several(tmp_path):
    plant(
        tmp_path,
        {
            "docs/_config.yml": "title: x",
            "docs/_posts/2016-01-01-a.md": POST,
            "test/source/_posts/2016-01-01-b.md": POST,
            "CHANGES.md": "x",
        },
    )

    assert find_sites(SourceTree(tmp_path)) == [
        Site("jekyll", "docs"),
        Site("jekyll", "test/source"),
    ]


def test_a_site_inside_a_site_belongs_to_it(tmp_path):
    plant(tmp_path, {"hugo.toml": "", "content/a.md": POST, "example/hugo.toml": ""})

    assert find_sites(SourceTree(tmp_path)) == [Site("hugo", "")]


def test_the_user_has_the_last_word(tmp_path):
    plant(tmp_path, {"hugo.toml": "", "content/a.md": POST})

    assert find_sites(SourceTree(tmp_path), told="plain") == [Site("plain", "")]
    assert find_sites(SourceTree(tmp_path), told="hugo") == [Site("hugo", "")]


def test_a_told_format_is_found_where_it_lies(tmp_path):
    plant(tmp_path, {"site/hugo.toml": "", "site/content/a.md": POST})

    assert find_sites(SourceTree(tmp_path), told="hugo") == [Site("hugo", "site")]


def test_a_folder_of_sites_is_told_from_a_site(tmp_path):
    plant(tmp_path, {"one/hugo.toml": "", "two/_config.yml": "x: y", "two/_posts/a.md": POST})

    assert holds_sites(SourceTree(tmp_path))
    assert not holds_sites(SourceTree(tmp_path / "one"))
