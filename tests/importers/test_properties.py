"""Whatever a file holds, reading it ends with a post or with a reason."""

import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from blog.importers.decoding import NotTextError, decode
from blog.importers.destinations import destinations, rewrite
from blog.importers.front_matter import FrontMatterError, split
from blog.importers.imported import Reference, Target
from blog.importers.markdown_code import CodeRegions
from tests.importers.planting import read_all

PIECES = st.sampled_from(
    ["---", "+++", ";;;", "{", "}", "title: ", "date: ", "tags:", "\n", " ", "\t- ", "[", "](",
     ")", "`", "```", "~~~", "<img src=", "\"", "'", ":", "# ", "a", "中", "2016-02-30", "&a", "*a",
     "{% asset_img ", "%}", "{{< ref ", ">}}", "<!--", "\\", "$", "../", "\x00", "😀", "e\u0301"]
)  # fmt: skip
SOURCES = st.lists(PIECES, max_size=60).map("".join)


@given(st.binary(max_size=400))
def test_bytes_are_text_or_refused(raw):
    with suppress(NotTextError):
        text = decode(raw).text
        assert not {"\r", "\0"} & set(text)


@given(SOURCES)
def test_a_front_matter_is_read_or_refused_and_the_body_is_the_end_of_the_text(text):
    with suppress(FrontMatterError):
        assert text.endswith(split(text).body)


@given(SOURCES)
def test_destinations_lie_in_the_text_and_outside_code(text):
    code = CodeRegions(text)
    for one in destinations(text):
        assert 0 <= one.start <= one.end <= len(text)
        assert not code.cover(one.start)


@given(SOURCES)
def test_rewriting_touches_nothing_but_the_references(text):
    references = [
        Reference(one.start, one.end, Target.IMAGE, "x", one.before, one.after)
        for one in destinations(text)
    ]

    assert rewrite(text, references, {}) == text
    assert rewrite(text, [], {(Target.IMAGE, "x"): "/y"}) == text


@settings(max_examples=60, deadline=None)
@given(SOURCES, st.sampled_from(["plain", "hexo", "hugo", "jekyll", "zola", "docusaurus"]))
def test_a_file_is_a_post_or_has_a_reason_in_every_format(text, told):
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.md").write_bytes(text.encode())

        posts, reasons = read_all(Path(folder), told=told)

    assert len(posts) + len(reasons) == 1
    for post in posts.values():
        assert post.title
        assert post.digest() == post.digest()
