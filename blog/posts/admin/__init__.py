"""Writing and managing articles in the admin: a module for each model, page and endpoint."""

from blog.posts.admin import post, revisions, vocabulary

__all__ = ["post", "revisions", "vocabulary"]
