"""The secret key of a checkout, kept in a file."""

import stat

import pytest

from config.env import SettingError
from config.secret_key import kept_secret_key


def test_a_key_is_made_once_and_kept(tmp_path):
    path = tmp_path / "var" / "secret_key"
    key = kept_secret_key(path)
    assert len(key) >= 50
    assert kept_secret_key(path) == key
    assert kept_secret_key(tmp_path / "other") != key


def test_nobody_else_may_read_the_file_and_no_draft_is_left(tmp_path):
    path = tmp_path / "secret_key"
    kept_secret_key(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_of_two_processes_at_once_both_get_the_first_key(tmp_path, monkeypatch):
    path = tmp_path / "secret_key"

    def made_while_another_was_first():
        path.write_text("the first key")
        return "the second key"

    monkeypatch.setattr("config.secret_key.get_random_secret_key", made_while_another_was_first)
    assert kept_secret_key(path) == "the first key"
    assert list(tmp_path.iterdir()) == [path]


def test_an_empty_file_gets_a_sentence_that_says_to_remove_it(tmp_path):
    path = tmp_path / "secret_key"
    path.write_text("\n")
    with pytest.raises(SettingError, match=r"SECRET_KEY.*is empty. Remove that file"):
        kept_secret_key(path)


def test_an_unusable_folder_gets_a_sentence(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SettingError, match=r"SECRET_KEY.*DATA_DIR"):
        kept_secret_key(tmp_path / "file" / "secret_key")
