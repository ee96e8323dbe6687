import pytest
from django.core.management import call_command
from django.db import connection

POSTS = 300


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    """Articles as `fill_benchmark` leaves them, for the tests of a module that only read."""
    with django_db_blocker.unblock():
        call_command("fill_benchmark", posts=POSTS, verbosity=0, stdout=None)
        yield
        with connection.cursor() as cursor:
            cursor.execute(
                "TRUNCATE posts_post, posts_tag, posts_series, authors_author, categories_category"
                " CASCADE"
            )
