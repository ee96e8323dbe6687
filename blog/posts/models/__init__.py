"""What an article is made of. `Post` is the heart; the others hang on it and import nothing of
each other but what they point to: tag, series < post < byline, revision, redirect."""

from blog.posts.models.byline import Byline
from blog.posts.models.post import Post
from blog.posts.models.redirect import Redirect
from blog.posts.models.revision import Revision
from blog.posts.models.series import Series
from blog.posts.models.tag import PostTag, Tag

__all__ = ["Byline", "Post", "PostTag", "Redirect", "Revision", "Series", "Tag"]
