"""Django's admin with the project's own front page and search."""

from django.contrib.admin.apps import AdminConfig


class BlogAdminConfig(AdminConfig):
    default_site = "blog.posts.admin_site.site.BlogAdminSite"
