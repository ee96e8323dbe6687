"""The composer's configuration: what the page tells the script about the form it stands in."""

from typing import Final, TypedDict
from uuid import UUID, uuid4

from django.urls import reverse

from accounts.models import User
from blog.media.limits import UploadLimits, upload_limits
from blog.posts.composer.strings import PROBLEM_KINDS, STRINGS
from blog.posts.models import Post

_URL_NAMES: Final = {
    "preview": "admin:posts_post_preview",
    "upload": "admin:media_mediafile_upload",
    "unsaved": "admin:posts_post_unsaved",
    "presence": "admin:posts_post_presence",
    "session": "accounts:session",
}


class Person(TypedDict):
    """Who writes: the login's id and username, and the name that others see."""

    id: int
    name: str
    username: str


class ComposerConfig(TypedDict):
    """The JSON that `static/composer/composer.js` reads.

    `post` is the article's id, None before its first save. `tab` tells the tabs of one author
    apart. `baseVersion` is the version that the form began from. `strings` are translated texts,
    `problemKinds` a word for each kind of problem. `frame` is the address of the empty page that
    previews are shown in.
    """

    urls: dict[str, str]
    post: int | None
    user: Person
    tab: str
    baseVersion: int
    strings: dict[str, str]
    problemKinds: dict[str, str]
    uploadLimits: UploadLimits
    frame: str


def composer_config(post: Post, user: User, *, tab: UUID | None = None) -> ComposerConfig:
    """Return the configuration of the form in which `user` writes `post`, which may be unsaved.

    Texts are in the language that is active now. Without `tab` a new one is made; a form that
    comes back with errors keeps the one that it was sent with.
    """
    return {
        "urls": {key: reverse(name) for key, name in _URL_NAMES.items()},
        "post": post.pk,
        "user": {
            "id": user.pk,
            "name": user.display_name,
            "username": user.get_username(),
        },
        "tab": str(tab or uuid4()),
        "baseVersion": post.version,
        "strings": {key: str(text) for key, text in STRINGS.items()},
        "problemKinds": {kind: str(text) for kind, text in PROBLEM_KINDS.items()},
        "uploadLimits": upload_limits(),
        "frame": reverse("admin:posts_post_preview_frame"),
    }
