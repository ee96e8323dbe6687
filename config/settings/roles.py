"""What each role may do at all ("app.codename"). Administrators may do everything, unnamed.

For which articles it holds is decided by their bylines, in `blog.posts.rights`.
"""

_WRITING = [
    "posts.view_post", "posts.add_post", "posts.change_post", "posts.delete_post",
    "posts.view_revision", "posts.view_tag", "posts.view_series", "categories.view_category",
    "media.view_mediafile", "media.add_mediafile",
]  # fmt: skip
_PUBLISHING = ["posts.publish_post"]
_EDITED = [
    ("posts", "tag"), ("posts", "series"), ("posts", "redirect"), ("categories", "category"),
    ("authors", "author"), ("media", "mediafile"),
]  # fmt: skip
_EDITING = [
    "posts.edit_any_post",
    *(
        f"{app}.{action}_{model}"
        for app, model in _EDITED
        for action in ("view", "add", "change", "delete")
    ),
]

ROLE_PERMISSIONS = {
    "contributor": _WRITING,
    "author": [*_WRITING, *_PUBLISHING],
    "editor": [*_WRITING, *_PUBLISHING, *_EDITING],
}
