from datetime import UTC, datetime, timedelta

import pytest

from blog.importers.fields import Fields
from blog.importers.imported import ImportedStatus
from blog.importers.publication import publication
from tests.importers.planting import NOW, SHANGHAI

FILE = datetime(2020, 2, 2, tzinfo=UTC)


def published(values, path="post.md", **told):
    return publication(Fields(values), path, zone=SHANGHAI, now=NOW, modified_at=FILE, **told)


def test_the_front_matter_counts_before_the_file_name():
    shown = published({"date": "2010-01-10"}, "2016-05-07-name.md")

    assert shown.published_at == datetime(2010, 1, 10, tzinfo=SHANGHAI)
    assert not shown.date_is_guessed


def test_the_file_name_counts_before_the_former_address():
    shown = published({}, "2016-05-07-name.md", address="2015/04/10/name")

    assert shown.published_at == datetime(2016, 5, 7, tzinfo=SHANGHAI)
    assert published({}, address="2015/04/10/name").published_at == datetime(
        2015, 4, 10, tzinfo=SHANGHAI
    )


def test_an_impossible_date_is_reported_and_the_next_best_is_taken():
    shown = published({"date": "2016-02-30"}, "2016-02-28-name.md")

    assert shown.published_at == datetime(2016, 2, 28, tzinfo=SHANGHAI)
    assert "2016-02-30" in shown.warnings[0].message


def test_the_file_is_the_last_resort_and_is_reported():
    shown = published({"date": "今天"})

    assert shown.published_at == FILE
    assert shown.date_is_guessed
    assert len(shown.warnings) == 2


def test_an_update_counts_only_if_it_is_later():
    assert published({"date": "2016-01-02", "lastmod": "2016-01-03"}).updated_at == datetime(
        2016, 1, 3, tzinfo=SHANGHAI
    )
    assert published({"date": "2016-01-02", "updated": "2016-01-02"}).updated_at is None
    assert published({"date": "2016-01-02", "updated": "2015-01-02"}).updated_at is None


def test_docusaurus_names_the_update_in_a_mapping():
    values = {"date": "2016-01-02", "last_update": {"date": "2016-02-02", "author": "x"}}

    assert published(values).updated_at == datetime(2016, 2, 2, tzinfo=SHANGHAI)


def test_the_date_of_publication_counts_before_the_date():
    values = {"date": "2016-01-02", "publishDate": "2030-01-01"}

    shown = published(values)

    assert shown.status is ImportedStatus.PUBLISHED
    assert shown.published_at == datetime(2030, 1, 1, tzinfo=SHANGHAI)


def test_what_has_expired_is_archived():
    yesterday, tomorrow = NOW - timedelta(days=1), NOW + timedelta(days=1)

    assert published({"expiryDate": yesterday.isoformat()}).status is ImportedStatus.ARCHIVED
    assert published({"expiryDate": tomorrow.isoformat()}).status is ImportedStatus.PUBLISHED


@pytest.mark.parametrize(
    "values",
    [
        {"draft": "true"},
        {"draft": True},
        {"published": "false"},
        {"published": False},
        {"status": "draft"},
        {"status": "private"},
        {"password": "geheim"},
        {"unlisted": "true"},
        {"headless": "true"},
        {"build": {"render": "never"}},
        {"_build": {"list": "never"}},
    ],
)
def test_what_is_hidden_in_the_source_is_a_draft(values):
    assert published(values | {"date": "2016-01-02"}).status is ImportedStatus.DRAFT


@pytest.mark.parametrize(
    "values",
    [
        {"draft": "false"},
        {"published": "true"},
        {"status": "published"},
        {"published": "2016-01-01"},
    ],
)
def test_what_is_not_hidden_is_published(values):
    assert published(values | {"date": "2016-01-02"}).status is ImportedStatus.PUBLISHED


def test_a_draft_without_a_date_gets_none():
    shown = published({"draft": "true"})

    assert shown.published_at is None
    assert not shown.date_is_guessed
    assert not shown.warnings


def test_a_folder_of_drafts_hides():
    assert published({}, hidden_by_folder=True).status is ImportedStatus.DRAFT
    assert published({"status": "in review"}).status is ImportedStatus.IN_REVIEW
