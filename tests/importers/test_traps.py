"""Files that other importers stumble over: each becomes a post, or one line that says why."""

import pytest

from blog.importers.importing import import_tree
from blog.importers.options import Options
from blog.importers.report import Action
from blog.importers.trees import SourceTree
from blog.posts.models import Post
from tests.importers.planting import plant

pytestmark = pytest.mark.django_db

BODY = "正文含公式 $a_i^*$ 与代码 `x`。\n"

TRAPS = {
    "gbk.md": f"---\ntitle: 聚类笔记\ndate: 2016-05-01\ntags: [数学]\n---\n{BODY}".encode("gbk"),
    "gb18030.md": "---\ntitle: 𠮷与😀\ndate: 2016-05-02\n---\n正文".encode("gb18030"),
    "utf16.md": "---\r\ntitle: 记事本\r\ndate: 2016-05-03\r\n---\r\n正文".encode("utf-16"),
    "bom-crlf.md": f"---\r\ntitle: 标记\r\n---\r\n{BODY}".encode("utf-8-sig"),
    "mixed.md": b"---\r\ntitle: Mixed\ndate: 2016-05-05\r\n---\ntext\r\n",
    "bad-yaml.md": f'---\ntitle: Go: 从零 "上"\ntags:\n\t- 并发\n---\n{BODY}',
    "twice.md": f"---\ntitle: 甲\ntitle: 乙\ntags: a\ntags: b\n---\n{BODY}",
    "types.md": f"---\ntitle: 2016\ntags: [2016, 3.10, yes, no, null, 1e3]\n---\n{BODY}",
    "specials.md": f'---\ntitle: "<script>alert(1)</script> & `c` $x$"\n---\n{BODY}',
    "json.md": f'"title": "分号",\n"tags": ["a"]\n;;;\n{BODY}',
    "late.md": f"title: 无上栏\ndate: 2015-12-27\n---\n{BODY}",
    "rules.md": "---\ntitle: 横线\n---\n---\n\ntext\n---\n",
    "impossible.md": f"---\ndate: 2016-02-30\n---\n{BODY}",
    "no-title.md": f"---\ndate: 2016-05-06\n---\n# 第一行\n\n{BODY}",
    "2016-05-07-nothing.md": BODY,
    "a/同名 文.md": BODY,
    "b/同名 文.md": BODY,
    "tex.md": "---\ntitle: TeX\n---\n\\begin{align\\*}\np\n\\end{align\\*}\n\n$x\u200b$\n",
    "liquid.md": "---\ntitle: L\n---\n{% unknown %} {{ x }} {{< y >}} {% raw %}{{ z }}\n",
}


@pytest.fixture
def imported(tmp_path):
    report = import_tree(SourceTree(plant(tmp_path, TRAPS)), Options("traps"), _Silence())
    assert [one.reason for one in report.with_action(Action.SKIPPED)] == []
    return {post.source_path.removeprefix("traps/"): post for post in Post.objects.all()}


class _Silence:
    def begin(self, what, total):
        pass

    def step(self):
        pass

    def end(self):
        pass


def test_every_trap_is_a_post_with_title_slug_and_date(imported):
    assert set(imported) == set(TRAPS)
    for post in imported.values():
        assert post.title
        assert post.slug
        assert post.published_at
        assert post.body_html


def test_the_traps_come_out_as_their_authors_meant_them(imported):
    titles = {path: post.title for path, post in imported.items()}

    assert titles["gbk.md"] == "聚类笔记"
    assert titles["gb18030.md"] == "𠮷与😀"
    assert titles["utf16.md"] == "记事本"
    assert titles["bom-crlf.md"] == "标记"
    assert titles["bad-yaml.md"] == 'Go: 从零 "上"'
    assert titles["twice.md"] == "乙"
    assert titles["types.md"] == "2016"
    assert titles["specials.md"] == "<script>alert(1)</script> & `c` $x$"
    assert titles["json.md"] == "分号"
    assert titles["late.md"] == "无上栏"
    assert titles["no-title.md"] == "第一行"
    assert titles["2016-05-07-nothing.md"] == "Nothing"
    assert "第一行" not in imported["no-title.md"].body
    assert imported["rules.md"].body.startswith("---\n")
    assert sorted(imported["types.md"].tags.names()) == ["1e3", "2016", "3.10", "no", "null", "yes"]
    assert sorted(imported["twice.md"].tags.names()) == ["a", "b"]
    assert imported["bad-yaml.md"].tags.get().name == "并发"
    assert imported["2016-05-07-nothing.md"].published_at.year == 2016
    assert {imported["a/同名 文.md"].slug, imported["b/同名 文.md"].slug} == {
        "同名-文",
        "同名-文-2",
    }
    assert "{% unknown %}" in imported["liquid.md"].body


def test_nothing_is_lost_from_a_body(imported):
    assert "\u200b" in imported["tex.md"].body
    assert imported["gbk.md"].body == BODY
    assert "\r" not in imported["mixed.md"].body
