"""Bringing an earlier revision of an article back, as a new one."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from blog.markup import MarkupError
from blog.posts import rights
from blog.posts.made_ahead import make_ahead
from blog.posts.models import Post, Revision
from blog.posts.problem_messages import translated


class RestoringRefused(Exception):  # noqa: N818  # a refusal is an answer, not a fault
    """The revision cannot be brought back; the message says why."""


class TextHasChanged(RestoringRefused):
    """Somebody saved the article after it was shown to the one who restores."""


def restore(pk: int, number: int, *, by: User, seen_version: int | None) -> Revision:
    """Give the article the title and body of one of its revisions.

    What stood there before stays in the history, and forms that are open elsewhere notice the new
    version.

    Args:
        pk: the article.
        number: of the revision.
        by: who restores.
        seen_version: the article's version when `by` was shown what would change, None if unknown.

    Returns:
        The new revision.

    Raises:
        TextHasChanged: the article has another version now.
        RestoringRefused: there is no such revision, its text is the present one or is over a limit
            of the markup pipeline, or `by` may not change the article.
    """
    with transaction.atomic():
        # Held until the end, so that a save that comes in between is neither lost nor undone.
        post = rights.posts_seen_by(by).filter(pk=pk).select_for_update().first()
        if post is None or not rights.may_change(by, post):
            raise RestoringRefused(_("You may not change this article."))
        revision = post.revisions.filter(number=number).first()
        if revision is None:
            raise RestoringRefused(no_such_revision(number))
        if (revision.title, revision.body) == (post.title, post.body):
            raise RestoringRefused(nothing_to_restore(number))
        if post.version != seen_version:
            raise TextHasChanged(
                _(
                    "The article was saved by somebody else, or in another tab, in the meantime, "
                    "so nothing has been restored. Look at what would change now."
                )
            )
        # A command may have written the text without leaving a revision of it.
        post.record_revision(by=None)
        post.title, post.body = revision.title, revision.body
        return _saved(post, by, number)


def no_such_revision(number: int | str) -> str:
    """Return the sentence for a number that no revision of the article has."""
    return _("This article has no revision %(number)s.") % {"number": str(number)[:20]}


def nothing_to_restore(number: int) -> str:
    """Return the sentence for a revision that equals the present text."""
    return _("The article already reads as revision %(number)d does.") % {"number": number}


def _saved(post: Post, by: User, number: int) -> Revision:
    try:
        post.save(update_fields={"title", "body"})
    except MarkupError as error:
        raise RestoringRefused(translated(error.message)) from error
    note = _("Restored revision %(number)d") % {"number": number}
    restored = post.record_revision(by=by, note=note)
    assert restored is not None  # noqa: S101  # it differs from the one before, see above
    make_ahead(post)
    return restored
