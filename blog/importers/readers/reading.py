"""From one file of a site to one ``ImportedPost``, with what its reader says about the format."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from blog.importers import old_addresses
from blog.importers.bylines import authors_from
from blog.importers.decoding import NotTextError, decode
from blog.importers.destinations import Destination, destinations
from blog.importers.fields import Fields
from blog.importers.front_matter import FrontMatter, FrontMatterError, split
from blog.importers.imported import ImportedAuthor, ImportedPost, ImportedStatus, Reference, Target
from blog.importers.languages import language_of_text, site_language, tag_in_folders, tag_in_name
from blog.importers.publication import Publication, publication
from blog.importers.readers.site_reader import SiteReader
from blog.importers.report import Remark, RemarkKind
from blog.importers.resolving import (
    PostIndex,
    Surroundings,
    find_file,
    local_address,
    resolve_pictures,
)
from blog.importers.titles import (
    LONGEST_TITLE,
    is_repository_file,
    plain_heading,
    stem,
    title_and_body,
)
from blog.importers.trees import UnreadableFileError
from blog.importers.vocabulary import terms, unique

LARGEST_SOURCE = 2_000_000
"""Bytes of a Markdown file; the markup pipeline's own limit is lower and named by it."""

LONGEST_SUMMARY = 1_000
"""Characters; a card shows about 300."""

_MORE = re.compile(r"(?:<!--\s*truncate\s*-->|\{/\*\s*truncate\s*\*/\})", re.I)


class NotAPostError(Exception):
    """A file that its site does not treat as an article either; the message says what it is."""


class UnreadablePostError(Exception):
    """A file that should be a post and cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A post whose links to other posts are not yet followed: ``left`` holds them."""

    post: ImportedPost
    left: tuple[Destination, ...]
    around: Surroundings


def read_post(reader: SiteReader, path: str) -> Reading:
    """Return the post in a file; raise NotAPostError or UnreadablePostError."""
    warnings: list[Remark] = []
    source = _source(reader, path, warnings)
    reason = _repository_file(reader.within(path), source) or reader.why_no_post(path, source)
    if reason:
        raise NotAPostError(reason)
    if not source.body.strip():
        raise NotAPostError("there is no text in it")
    fields = _fields(reader, source, path)
    if fields.truth("home"):  # VuePress
        raise NotAPostError("the front page")
    body = _MORE.sub("<!-- more -->", reader.translated(source.body, path))
    title, body = title_and_body(fields.text("title"), body, path)
    shown = _publication(reader, fields, path, warnings)
    language, qualifier = _language(reader, fields, path, f"{title}\n{body}")
    paths = [one for one in reader.categories(fields, path) if one]
    around = reader.around(path, fields)
    pictures = resolve_pictures(destinations(body), reader.tree, around)
    cover = _cover(reader, fields, around)
    slug, is_explicit = _slug(reader, fields, path)
    post = ImportedPost(
        path=path,
        title=_shortened(title, LONGEST_TITLE, "title", warnings),
        body=body,
        slug=slug,
        slug_is_explicit=is_explicit,
        slug_qualifier=qualifier,
        language=language,
        status=shown.status,
        summary=_summary(reader, fields, title, warnings),
        published_at=shown.published_at,
        date_is_guessed=shown.date_is_guessed,
        updated_at=shown.updated_at,
        category=paths[0] if paths else _section(reader, path),
        tags=_tags(reader, fields, paths),
        authors=_authors(reader, fields),
        series=next(iter(terms(fields.get("series"))), ""),
        series_position=_number(fields.text("series_position", "series_order", "seriespart")),
        canonical_url=_web_address(fields.text("canonical_url", "canonicalurl", "canonical")),
        cover=cover,
        references=tuple(pictures.references),
        media_digests=_media_digests(reader, pictures.references, cover),
        warnings=(*warnings, *pictures.warnings),
    )
    post = replace(post, old_addresses=_old_addresses(reader, post, fields))
    return Reading(post, tuple(pictures.left), around)


def link(reading: Reading, index: PostIndex) -> ImportedPost:
    """Return the post with its links to other posts of the site as references."""
    links = index.references(reading.left, reading.post, reading.around)
    return replace(reading.post, references=(*reading.post.references, *links))


def _source(reader: SiteReader, path: str, warnings: list[Remark]) -> FrontMatter:
    try:
        decoded = decode(reader.tree.read(path, limit=LARGEST_SOURCE))
        source = split(decoded.text)
    except (UnreadableFileError, NotTextError, FrontMatterError) as error:
        raise UnreadablePostError(str(error)) from error
    if decoded.encoding != "utf-8":
        message = f"it was read as {decoded.encoding.upper()}."
        warnings.append(Remark(RemarkKind.ENCODING, message))
    warnings += [Remark(RemarkKind.FRONT_MATTER, text) for text in source.warnings]
    return source


def _fields(reader: SiteReader, source: FrontMatter, path: str) -> Fields:
    layers: list[Mapping[str, object]] = [source.values]
    for name in ("extra", "taxonomies", "params"):
        nested = source.values.get(name)
        if isinstance(nested, Mapping):
            layers.append(nested)
    return Fields(*layers, *reader.defaults(path))


def _publication(
    reader: SiteReader, fields: Fields, path: str, warnings: list[Remark]
) -> Publication:
    shown = publication(
        fields,
        path,
        zone=reader.zone,
        now=reader.situation.now,
        modified_at=min(reader.tree.modified_at(path), reader.situation.now),
        address=fields.text("permalink", "url", "path"),
        hidden_by_folder=reader.hidden_by_folder(path),
    )
    warnings += shown.warnings
    return shown


def _language(reader: SiteReader, fields: Fields, path: str, text: str) -> tuple[str, str]:
    from_path = tag_in_name(path) or tag_in_folders(reader.within(path))
    told = site_language(fields.text("language", "lang", "locale")) or site_language(from_path)
    default = reader.configuration.text("defaultcontentlanguage", "defaultlocale") or "en"
    return told or language_of_text(text), "" if from_path == default else from_path


def _summary(reader: SiteReader, fields: Fields, title: str, warnings: list[Remark]) -> str:
    summary = plain_heading(fields.text("summary", "excerpt", "description"))
    if summary == title:
        return ""
    return _shortened(summary, LONGEST_SUMMARY, "summary", warnings)


def _tags(reader: SiteReader, fields: Fields, paths: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    named = [fields.get("tags"), *reader.more_vocabularies(fields)]
    tags = [
        *terms(fields.get("tag")),
        *(
            name
            for one in named
            for name in terms(one, split_at_spaces=reader.tags_split_at_spaces)
        ),
        *(one[-1] for one in paths[1:]),
    ]
    return unique(tuple(tags))


def _section(reader: SiteReader, path: str) -> tuple[str, ...]:
    if not reader.folders_are_categories:
        return ()
    return reader.sections.above(path)


def _authors(reader: SiteReader, fields: Fields) -> tuple[ImportedAuthor, ...]:
    for name in ("authors", "author", "postauthors", "byline"):
        authors = authors_from(fields.get(name), reader.directory)
        website = fields.text("authorlink", "author_link", "author_url")
        if len(authors) == 1 and website.startswith(("http://", "https://")):
            authors = (replace(authors[0], website=authors[0].website or website),)
        if authors:
            return authors
    if reader.situation.author:
        return authors_from(reader.situation.author, reader.directory)
    return reader.site_authors()


def _slug(reader: SiteReader, fields: Fields, path: str) -> tuple[str, bool]:
    for name in ("slug", "permalink", "url", "path"):
        address = old_addresses.decoded_path(_own(reader, fields.text(name)))
        last = address.rstrip("/").rpartition("/")[2]
        last = last.removesuffix(".html").removesuffix(".htm")
        if last and last.lower() != "index":
            return last, True
    return stem(path), False


def _old_addresses(reader: SiteReader, post: ImportedPost, fields: Fields) -> tuple[str, ...]:
    told: list[str] = []
    if post.status is ImportedStatus.PUBLISHED:
        told += reader.site_addresses(post, fields)
    told += [_own(reader, fields.text(name)) for name in ("permalink", "url", "path")]
    told += reader.aliases(fields.texts("aliases", "alias", "redirect_from"), post.path)
    return old_addresses.kept((one for one in told if one), prefix=reader.prefix)


def _own(reader: SiteReader, address: str) -> str:
    """Return an address unless it is on another host: a post may be about a page elsewhere."""
    try:
        host = urlsplit(address).netloc if "//" in address else ""
    except ValueError:  # “[” without “]”
        return ""
    return address if not host or host.lower() in reader.hosts else ""


def _cover(reader: SiteReader, fields: Fields, around: Surroundings) -> str:
    for told in _cover_names(fields):
        local = local_address(told, around)
        path = find_file(local, reader.tree, around) if local else None
        if path:
            return path
    return ""


def _media_digests(
    reader: SiteReader, references: Iterable[Reference], cover: str
) -> tuple[tuple[str, str], ...]:
    paths = {one.path for one in references if one.target is Target.IMAGE}
    digests = []
    for path in sorted(paths | ({cover} if cover else set())):
        try:
            digest = hashlib.sha256(reader.tree.read(path)).hexdigest()
        except UnreadableFileError:
            digest = ""  # the writer says why when it wants to store the picture
        digests.append((path, digest))
    return tuple(digests)


def _cover_names(fields: Fields) -> Iterator[str]:
    for name in ("cover", "image", "featured_image", "featured", "banner", "thumbnail", "header",
                 "images", "hero", "top_img", "index_img", "teaser"):  # fmt: skip
        value = fields.get(name)
        if isinstance(value, Mapping):
            inner = Fields(value)
            yield inner.text("src", "url", "path", "image", "teaser", "overlay_image")
        else:
            yield from fields.texts(name)[:1]
    resources = fields.get("resources")
    for one in resources if isinstance(resources, list) else ():
        if isinstance(one, Mapping) and re.match("featured|cover", str(one.get("name", "")), re.I):
            yield str(one.get("src", ""))


def _repository_file(path: str, source: FrontMatter) -> str:
    """Return what a file is that belongs to the repository rather than to the site."""
    name = PurePosixPath(path).stem
    is_at_root = "/" not in path
    titled = "title" in {key.lower() for key in source.values}
    if re.fullmatch(r"readme(?:[-_.].*)?", name, re.I):
        if (is_at_root and not titled) or not source.values:
            return "a README"
    elif is_at_root and not titled and is_repository_file(name):
        return "it is about the repository (licence, changes, contributing)"
    return ""


def _shortened(text: str, longest: int, what: str, warnings: list[Remark]) -> str:
    if len(text) <= longest:
        return text
    message = f"the {what} has {len(text):,} characters and was cut at {longest:,}."
    warnings.append(Remark(RemarkKind.VALUE, message))
    return f"{text[: longest - 1].rstrip()}…"


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and 1 <= int(text) <= 32_767 else None


def _web_address(text: str) -> str:
    return text if re.fullmatch(r"https?://[^\s<>\"]{1,900}", text, re.I) else ""
