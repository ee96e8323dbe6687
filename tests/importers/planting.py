"""Trees of files for the tests, and reading them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from blog.importers.imported import ImportedPost
from blog.importers.readers import READERS
from blog.importers.readers.reading import NotAPostError, UnreadablePostError, link, read_post
from blog.importers.readers.site_reader import Situation
from blog.importers.recognition import find_sites
from blog.importers.resolving import PostIndex
from blog.importers.trees import SourceTree

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")

# One red pixel, as Pillow writes it.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


def plant(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder and return it."""
    for path, content in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def read_all(
    root: Path, told: str | None = None, author: str = ""
) -> tuple[dict[str, ImportedPost], dict[str, str]]:
    """Return the posts of a tree by path, and the reasons of the files that are none."""
    tree = SourceTree(root)
    posts: dict[str, ImportedPost] = {}
    reasons: dict[str, str] = {}
    for site in find_sites(tree, told=told):
        reader = READERS[site.format](tree, site, Situation(NOW, SHANGHAI, author))
        readings = []
        for path in reader.candidates():
            try:
                readings.append(read_post(reader, path))
            except (NotAPostError, UnreadablePostError) as error:
                reasons[path] = str(error)
        index = PostIndex(reading.post for reading in readings)
        posts |= {reading.post.path: link(reading, index) for reading in readings}
    return posts, reasons


def read_one(root: Path, source: str | bytes, path: str = "post.md", **told: str) -> ImportedPost:
    """Return the post that a single file in a plain folder becomes."""
    plant(root, {path: source})
    posts, reasons = read_all(root, **told)
    assert path in posts, reasons
    return posts[path]
