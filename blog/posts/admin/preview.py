"""The article as its readers would see it, made from what stands in the form."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render as render_template
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from blog.authors.models import Author
from blog.categories.models import Category
from blog.markup import MarkupError
from blog.media.models import MediaFile
from blog.posts import rights
from blog.posts.admin.article_page import PostAdmin
from blog.posts.admin.frames import in_frame
from blog.posts.admin.json_view import BadRequest, json_body, json_view
from blog.posts.article_loading import whole_article
from blog.posts.checking import problems_of
from blog.posts.forms.state import one_line_end, storable
from blog.posts.models import Byline, Post, PostTag, Series, Tag
from blog.posts.problem_messages import translated
from blog.posts.rendering import render_for_site
from blog.posts.surroundings import surroundings_of
from blog.posts.whole_numbers import LARGEST_COUNT, whole_number
from blog.site.addresses import page_paths


def urls(post_admin: PostAdmin) -> list[URLPattern]:
    """Return the addresses of the preview and of the page that it stands in."""
    view = require_POST(json_view(post_admin)(preview))
    frame_view = post_admin.admin_site.admin_view(require_safe(frame))
    return [
        path("preview/", view, name="posts_post_preview"),
        path("preview-frame/", in_frame(frame_view), name="posts_post_preview_frame"),
    ]


def frame(request: HttpRequest) -> HttpResponse:
    """The page of a preview: the site's style sheets around an empty place for the article."""
    return render_template(request, "admin/posts/post/preview_frame.html")


def preview(request: HttpRequest) -> JsonResponse:
    """Answer with the article's element, its problems, and where its parts stand in the source.

    Takes a JSON object with `post` (a number, or null for a new article) and `fields`, the
    form's values by name. Nothing is stored.
    """
    sent = json_body(request)
    fields = sent.get("fields")
    if not isinstance(fields, dict):
        raise BadRequest(_("The form's fields are missing."))
    post = article_to_write(request, sent.get("post"))
    _fill(post, {name: _strings(value) for name, value in fields.items()})
    try:
        rendered = render_for_site(post.body, language=post.language)
    except MarkupError as error:
        raise BadRequest(translated(error.message)) from error
    post.take_rendering(rendered)
    problems = [
        {
            "kind": problem.kind,
            "line": problem.line,
            "column": problem.column,
            "message": translated(problem.wording),
        }
        for problem in problems_of(post, timezone.now())
    ]
    # As its readers see it: in the site's language, not in the writer's.
    with translation.override(settings.LANGUAGE_CODE):
        around = vars(surroundings_of(post, timezone.now()))
        context = {"post": post, "paths": page_paths(), **around}
        article = render_to_string("posts/_article.html", context)
    return JsonResponse({"article": article, "problems": problems, "lines": list(rendered.lines)})


def article_to_write(request: HttpRequest, number: Any) -> Post:
    """Return the article of that number as stored, or a new one for None.

    Raises:
        BadRequest: there is none (404), or it is not the user's to see (404).
    """
    if number in (None, ""):
        return Post(pk=0, status=Post.Status.DRAFT)
    seen, known = rights.posts_seen_by(request.user), whole_number(str(number))
    is_seen = known is not None and seen.filter(pk=known).exists()
    found = whole_article(known, timezone.now()) if known is not None and is_seen else None
    if found is None:
        raise BadRequest(_("There is no such article, or it is not yours."), status=404)
    return found.post


def _strings(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [storable(one_line_end(str(one))) for one in values if one is not None]


def _fill(post: Post, fields: Mapping[str, list[str]]) -> None:
    """Put what the form holds into the article, as far as readers see it. Not saved."""

    def text(name: str) -> str:
        return (fields.get(name) or [""])[0]

    def chosen[M: models.Model](model: type[M], name: str) -> M | None:
        number = whole_number(text(name))
        return None if number is None else model._default_manager.filter(pk=number).first()

    post.title, post.body, post.summary = text("title").strip(), text("body"), text("summary")
    if text("language") in Post.Language.values:
        post.language = text("language")
    post.category = chosen(Category, "category")
    post.series = chosen(Series, "series")
    post.cover = chosen(MediaFile, "cover")
    post.series_position = whole_number(text("series_position"), LARGEST_COUNT)
    kept = getattr(post, "_prefetched_objects_cache", {})
    post._prefetched_objects_cache = {  # type: ignore[attr-defined]  # what the template reads
        "tagged_items": [PostTag(tag=tag) for tag in _tags(fields.get("tags", []))],
        "bylines": _bylines(fields.get("bylines", [])) or list(kept.get("bylines", [])),
    }


def _tags(names: list[str]) -> list[Tag]:
    """Return the tags of these names in the order of the page; new ones are not stored."""
    known = {tag.name.lower(): tag for tag in Tag.objects.filter(name__in=names)}
    tags = []
    for name in dict.fromkeys(filter(None, names)):
        tag = known.get(name.lower()) or Tag(name=name)
        tag.slug = tag.slug or tag.slugify(name)
        tags.append(tag)
    return sorted(tags, key=lambda tag: tag.name)


def _bylines(numbers: list[str]) -> list[Byline]:
    """Return bylines of the authors of these numbers, in this order."""
    wanted = [number for one in numbers if (number := whole_number(one)) is not None]
    authors = Author.objects.in_bulk(wanted)
    return [
        Byline(author=authors[number], position=position)
        for position, number in enumerate(dict.fromkeys(wanted), start=1)
        if number in authors
    ]
