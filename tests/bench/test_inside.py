"""What making a page takes, and which pages are asked for."""

import pytest
from django.urls import reverse

from tests.bench import inside
from tests.bench.options import Options
from tests.factories import make_post


@pytest.mark.django_db
def test_queries_and_times_of_a_page():
    make_post()
    cost = inside.cost([reverse("posts:archive"), "/robots.txt"])
    assert cost["queries"] >= 1
    assert cost["total_ms"] >= cost["database_ms"] >= 0
    assert cost["bytes"] > 0


@pytest.mark.django_db
def test_a_page_that_fails_is_no_measurement():
    with pytest.raises(AssertionError, match="/nowhere/ was answered 404"):
        inside.cost(["/nowhere/"])


def test_options_survive_a_command_line():
    import argparse

    options = Options(2.5, 5, 3, 4, 64, "search, rare", (9000, 9009))
    parser = argparse.ArgumentParser()
    Options.add_to(parser)
    assert Options.of(parser.parse_args(options.arguments())) == options
