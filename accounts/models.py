"""Who may log in. Knows nothing of blogging: a byline is `blog.authors.Author`."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """One person's login.

    Django's own fields, in a table of the project's, so that later ones need no migration of
    everybody's logins.
    """
