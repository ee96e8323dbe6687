"""Who may do what with which article.

What a role may do at all is a set of permissions (`config.settings.roles`); which articles it holds
for is decided here, by their bylines. Every path to an article asks this module: the form, the
lists, actions, previews, unsaved copies and search.

| | own draft, in review | own, published or archived | anybody's |
| --- | --- | --- | --- |
| contributor | see, change, submit; delete if never published | see | |
| author | the same, and publish, schedule | see, change, take back, archive | |
| editor, administrator | everything | everything | everything, and bylines |
"""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef

from accounts.models import User
from blog.posts.models import Byline, Post
from blog.posts.querysets import PostQuerySet

type Visitor = User | AnonymousUser

_STILL_WRITTEN = frozenset({Post.Status.DRAFT, Post.Status.IN_REVIEW})


def _may_write(user: Visitor) -> bool:
    return user.is_active and user.is_staff and user.has_perm("posts.change_post")


def is_editor(user: Visitor) -> bool:
    """Whether the articles of all authors are the user's to edit."""
    return _may_write(user) and user.has_perm("posts.edit_any_post")


def may_publish(user: Visitor) -> bool:
    """Whether the user may publish at all: own articles, an editor every one."""
    return _may_write(user) and user.has_perm("posts.publish_post")


def posts_seen_by(user: Visitor) -> PostQuerySet:
    """The articles that the user may see in the admin, whatever their status."""
    if is_editor(user):
        return Post.objects.all()
    if not _may_write(user):
        return Post.objects.none()
    own = Byline.objects.filter(post=OuterRef("pk"), author__user=user.pk)
    return Post.objects.filter(Exists(own))


def _is_own(user: Visitor, post: Post) -> bool:
    """Whether a byline names the user, or the article is only being made; asked once."""
    if post._state.adding:
        return True
    asked: dict[Any, bool] = post.__dict__.setdefault("_owned_by", {})
    if user.pk not in asked:
        # Not over the article's own bylines, which may be loaded and no query any more.
        own = Byline.objects.filter(post=post.pk, author__user=user.pk)
        asked[user.pk] = user.pk is not None and own.exists()
    return asked[user.pk]


def ask_anew(post: Post) -> None:
    """Forget whose the article is, so that it is asked once more: its row is locked by now."""
    post.__dict__.pop("_owned_by", None)


def may_see(user: Visitor, post: Post) -> bool:
    """Whether the user may see the article before its readers do."""
    return is_editor(user) or (_may_write(user) and _is_own(user, post))


def may_change(user: Visitor, post: Post) -> bool:
    """Whether the user may change the article as it now stands."""
    if is_editor(user):
        return True
    return (
        (post.status in _STILL_WRITTEN or may_publish(user))
        and _may_write(user)
        and _is_own(user, post)
    )


def may_delete(user: Visitor, post: Post, now: datetime) -> bool:
    """Whether the user may delete the article: authors only what no reader has seen."""
    if not user.has_perm("posts.delete_post"):
        return False
    if is_editor(user):
        return True
    is_seen = post.seen_by_readers or post.is_visible(now)
    return post.status in _STILL_WRITTEN and not is_seen and may_change(user, post)
