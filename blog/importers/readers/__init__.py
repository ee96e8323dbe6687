"""One reader a format; each only parses, from the files of a tree to ``ImportedPost``."""

from blog.importers.readers.docusaurus import DocusaurusReader
from blog.importers.readers.hexo import HexoReader
from blog.importers.readers.hugo import HugoReader
from blog.importers.readers.jekyll import JekyllReader
from blog.importers.readers.plain import PlainReader
from blog.importers.readers.site_reader import SiteReader
from blog.importers.readers.zola import ZolaReader

READERS: dict[str, type[SiteReader]] = {
    reader.format: reader
    for reader in (
        HexoReader,
        HugoReader,
        JekyllReader,
        ZolaReader,
        DocusaurusReader,
        PlainReader,
    )
}

__all__ = ["READERS", "SiteReader"]
