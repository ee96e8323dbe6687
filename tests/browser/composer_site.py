"""A site of one page, the composer over a form, for tests of its scripts.

The preview is rendered by the project's own pipeline; uploads are remembered, not stored. A file
named `slow.png` is answered when `RELEASED` is set, one named `bad.png` is refused.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render as render_template
from django.template import engines
from django.test.utils import override_settings
from django.urls import include, path
from django.utils.csp import CSP
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from blog.markup import render
from blog.posts.composer import composer_config
from blog.posts.models import Post

ONE_PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15"
    b"\xc4\x89\x00\x00\x00\rIDATx\x9cc`\xf8\xcf\xf0\x1f\x00\x04\x06\x01\xff\x1f\x8b\x18\x92\x00\x00"
    b"\x00\x00IEND\xaeB`\x82"
)
RELEASED = threading.Event()
STATE: dict[str, Any] = {}
"""`preview`: a status to answer previews with instead; `uploads`: what came; `saved`: the form."""

FORM_POLICY: dict[str, Any] = {**settings.SECURE_CSP, "frame-src": [CSP.SELF]}
FRAME_POLICY: dict[str, Any] = {**settings.SECURE_CSP, "frame-ancestors": [CSP.SELF]}

PAGE = engines["django"].from_string("""{% load static %}<!doctype html>
<html lang="{{ language }}" data-theme="{{ theme }}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Composer</title>
<link rel="icon" href="{% static 'images/icon.svg' %}">
<link rel="stylesheet" href="{% static 'admin/css/base.css' %}">
<link rel="stylesheet" href="{% static 'admin/css/dark_mode.css' %}">
<link rel="stylesheet" href="{% static 'admin/css/forms.css' %}">
<link rel="stylesheet" href="{% static 'admin/css/responsive.css' %}">
<link rel="stylesheet" href="{% static 'css/admin.css' %}">
<link rel="stylesheet" href="{% static 'css/composer.css' %}">
<script type="module" src="{% static 'composer/composer.js' %}"></script>
</head>
<body><div id="container"><div id="main"><div id="content"><form id="post_form" method="post">
<input type="hidden" name="csrfmiddlewaretoken" value="{{ token }}">
<div class="form-row field-title"><input name="title" id="id_title" value="标题 Title"></div>
<div class="form-row field-body"><label for="id_body">Body:</label>
<textarea name="body" id="id_body" class="source" rows="20" data-composer="id_body-composer">
{{ body }}</textarea>{{ config|json_script:"id_body-composer" }}</div>
<select name="language"><option value="zh-hans" selected>zh</option><option>en</option></select>
<input type="hidden" name="bylines-TOTAL_FORMS" value="2">
<input type="hidden" name="bylines-0-author" value="7"><input name="bylines-0-place" value="2">
<input type="hidden" name="bylines-1-author" value="8"><input name="bylines-1-place" value="1">
<div class="submit-row"><input type="submit" name="_save" value="Save">
<input type="submit" name="_continue" value="Save and continue editing"></div>
</form></div></div></div></body></html>""")


@csp_override(FORM_POLICY)
def form(request: HttpRequest) -> HttpResponse:
    """The page; `?body=` is the text it begins with, `?theme=` the admin's theme."""
    if request.method == "POST":
        STATE["saved"] = request.POST.dict()
    user = User(pk=1, username="author")
    context = {
        "config": {
            **composer_config(Post(), user),
            "uploadLimits": {"bytes": 1_000_000, "accept": "image/png,.pdf"},
        },
        "body": request.POST.get("body", STATE.get("body", "")),
        "theme": request.GET.get("theme", "light"),
        "language": request.GET.get("language", "en"),
        "token": get_token(request),
    }
    return HttpResponse(PAGE.render(context, request))


def preview(request: HttpRequest) -> JsonResponse:
    """Render what the form holds, as the project's endpoint does."""
    fields = json.loads(request.body)["fields"]
    STATE["fields"] = fields
    if STATE.get("preview"):
        return JsonResponse({"error": "A sentence."}, status=STATE["preview"])
    STATE["previews"] = STATE.get("previews", 0) + 1
    rendered = render(fields["body"], language=fields["language"])
    article = (
        f'<article class="article" lang="zh-CN"><header><h1>{escape(fields["title"])}</h1></header>'
        f'<div class="article-body">{rendered.html}</div><footer></footer></article>'
    )
    problems = [
        {"kind": one.kind, "line": one.line, "column": one.column, "message": one.message}
        for one in rendered.problems
    ]
    return JsonResponse(
        {
            "article": article,
            "problems": problems,
            "lines": rendered.lines,
        }
    )


def upload(request: HttpRequest) -> JsonResponse:
    """Take a file as the project's endpoint does."""
    file: Any = request.FILES["file"]
    # Taken before the wait: what a test cancels is let go only when the next one may have begun.
    uploads = STATE.setdefault("uploads", [])
    if file.name == "slow.png":
        RELEASED.wait(20)
    if file.name == "bad.png":
        return JsonResponse({"error": "This is no picture."}, status=400)
    uploads.append(file.name)
    url = f"/picture/{file.name}"
    is_picture = file.name.endswith(".png")
    markdown = f"![]({url})" if is_picture else f"[{file.name}]({url})"
    return JsonResponse(
        {
            "url": url,
            "name": file.name,
            "width": 1,
            "height": 1,
            "kind": "picture" if is_picture else "file",
            "markdown": markdown,
        }
    )


def picture(_request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(ONE_PIXEL, content_type="image/png")


@csp_override(FRAME_POLICY)
@never_cache  # as all of the admin's pages; a 304 would bring the policy of other pages with it
@xframe_options_sameorigin
def frame(request: HttpRequest) -> HttpResponse:
    return render_template(request, "admin/posts/post/preview_frame.html")


def session(request: HttpRequest) -> JsonResponse:
    """Say that the author is logged in."""
    return JsonResponse({"user": "author", "id": 1, "csrf": get_token(request)})


def unused(_request: HttpRequest) -> JsonResponse:
    return JsonResponse({})


in_admin = [
    path("", unused, name="index"),
    path("preview/", preview, name="posts_post_preview"),
    path("preview-frame/", frame, name="posts_post_preview_frame"),
    path("unsaved/", unused, name="posts_post_unsaved"),
    path("presence/", unused, name="posts_post_presence"),
    path("upload/", upload, name="media_mediafile_upload"),
]
urlpatterns = [
    path("form/", form),
    path("picture/<name>", picture),
    path("admin/", include((in_admin, "admin"))),
    path("accounts/", include(([path("session/", session, name="session")], "accounts"))),
]


@contextmanager
def serving() -> Iterator[str]:
    """Serve the site, which needs no database, and give its address."""
    with override_settings(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["localhost"]):
        server = LiveServer("localhost")
        try:
            yield server.url
        finally:
            server.stop()


@contextmanager
def opened(
    browser: Any,
    home: str,
    body: str = "",
    *,
    preview: int = 0,
    allowed: str = "\0",
    **options: Any,
) -> Iterator[Any]:
    """Give a page with the composer over `body`; the console may say nothing but `allowed`."""
    STATE.clear()
    STATE.update(body=body, preview=preview)
    RELEASED.clear()
    context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{home}/form/")
    try:
        yield page
        found = [one for one in complaints if allowed not in one]
        assert found == [], "\n".join(found)
    finally:
        RELEASED.set()
        context.close()


def put(page: Any, marked: str) -> None:
    """Put a text into the field as if it had been typed; ‸ is the caret, ⟦ ⟧ are the selection."""
    text, start, end = unmarked(marked)
    field = page.locator("#id_body")
    field.fill(text)
    field.focus()
    field.evaluate("(field, [start, end]) => field.setSelectionRange(start, end)", [start, end])


def shown(page: Any) -> str:
    """Return the field's text with marks where the caret or the selection is."""
    return marked(
        *page.locator("#id_body").evaluate(
            "field => [field.value, field.selectionStart, field.selectionEnd]"
        )
    )


def unmarked(text: str) -> tuple[str, int, int]:
    if "‸" in text:
        return text.replace("‸", ""), text.index("‸"), text.index("‸")
    start = text.index("⟦")
    return text.replace("⟦", "").replace("⟧", ""), start, text.index("⟧") - 1


def marked(text: str, start: int, end: int) -> str:
    if start == end:
        return f"{text[:start]}‸{text[start:]}"
    return f"{text[:start]}⟦{text[start:end]}⟧{text[end:]}"
