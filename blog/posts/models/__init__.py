"""What an article is made of. `Post` is the heart; the others hang on it and import nothing of
each other but what they point to: tag, series < post < byline, revision, redirect, post_link,
related_post, significant_update, review_note, draft_link, unsaved_copy, open_form, listed_post."""

from blog.posts.models.byline import Byline
from blog.posts.models.draft_link import DraftLink
from blog.posts.models.listed_post import ListedPost, ListingKind, ListingTotal, ListingWeek
from blog.posts.models.open_form import OpenForm
from blog.posts.models.post import Post
from blog.posts.models.post_link import PostLink
from blog.posts.models.redirect import Redirect
from blog.posts.models.related_post import RelatedPost
from blog.posts.models.review_note import ReviewNote
from blog.posts.models.revision import Revision
from blog.posts.models.series import Series
from blog.posts.models.significant_update import SignificantUpdate
from blog.posts.models.tag import PostTag, Tag
from blog.posts.models.unsaved_copy import UnsavedCopy

__all__ = [
    "Byline", "DraftLink", "ListedPost", "ListingKind", "ListingTotal", "ListingWeek", "OpenForm",
    "Post", "PostLink", "PostTag", "Redirect", "RelatedPost", "ReviewNote", "Revision", "Series",
    "SignificantUpdate", "Tag", "UnsavedCopy",
]  # fmt: skip
