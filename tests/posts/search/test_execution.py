"""How long a search may take, and what is said when it takes longer."""

import pytest
from django.db import OperationalError, connection

from blog.posts.search import execution, suggestions, views
from blog.posts.search.clauses import Clause
from blog.posts.search.execution import SearchTimeoutError, Statement, Way, execute
from tests.factories import make_post


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", Way)
def test_a_statement_is_stopped_in_time_and_others_are_not(monkeypatch, way):
    monkeypatch.setattr(execution, "LONGEST_STATEMENT", 10)
    with connection.cursor() as cursor:
        with pytest.raises(SearchTimeoutError):
            execute(cursor, [Statement(Clause("SELECT pg_sleep(%s)", (60,)), way)])
        cursor.execute("SELECT pg_sleep(0.05), current_setting('statement_timeout')")
        assert cursor.fetchone()[1] == "0"


@pytest.mark.django_db(transaction=True)
def test_other_errors_stay_what_they_are():
    with connection.cursor() as cursor, pytest.raises(OperationalError):
        execute(cursor, [Statement(Clause("SELECT repeat('a', 3000)::tsvector"))])


@pytest.mark.django_db
def test_readers_are_told(client, monkeypatch):
    def stop(*args, **kwargs):
        raise SearchTimeoutError

    monkeypatch.setattr(views, "find", stop)
    response = client.get("/search/", {"q": "needle"})
    assert response.status_code == 503
    page = response.content.decode()
    assert "took too long" in page
    assert 'value="needle"' in page


@pytest.mark.django_db
def test_without_suggestions_there_is_still_a_page(client, monkeypatch):
    def stop(*args, **kwargs):
        raise SearchTimeoutError

    make_post("Needle")
    monkeypatch.setattr(suggestions, "execute", stop)
    assert client.get("/search/suggestions/", {"q": "need"}).json()[1] == []
    response = client.get("/search/", {"q": "needel"})
    assert (response.status_code, response.context_data["did_you_mean"]) == (200, None)
