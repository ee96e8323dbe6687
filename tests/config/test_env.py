"""Readers of environment variables: what they take, and the sentence for what they do not."""

from pathlib import Path

import pytest

from config import env
from config.env import SettingError


@pytest.fixture
def setting(monkeypatch):
    """Sets the variable SETTING."""
    return lambda value: monkeypatch.setenv("SETTING", value)


READERS = {
    "text": lambda: env.text("SETTING"),
    "boolean": lambda: env.boolean("SETTING", True),
    "integer": lambda: env.integer("SETTING", 5, low=1, high=9),
    "choice": lambda: env.choice("SETTING", "a", ["a", "b"]),
    "time zone": lambda: env.time_zone("SETTING", "UTC"),
    "words": lambda: env.words("SETTING"),
    "hosts": lambda: env.hosts("SETTING", []),
    "folder": lambda: env.folder("SETTING", Path("/")),
    "site address": lambda: env.site_url("SETTING"),
    "contact": lambda: env.contact("SETTING"),
    "database": lambda: env.database("SETTING"),
}


@pytest.mark.parametrize(
    ("reader", "value", "expected"),
    [
        ("text", "  a b ", "a b"),
        ("boolean", "yes", True),
        ("boolean", "Off", False),
        ("boolean", " ", True),
        ("integer", "9", 9),
        ("integer", "", 5),
        ("choice", "b", "b"),
        ("choice", "", "a"),
        ("time zone", "Asia/Shanghai", "Asia/Shanghai"),
        ("words", "a, b,,c ", ["a", "b", "c"]),
        ("hosts", "blog.example.org,.example.org", ["blog.example.org", ".example.org"]),
        ("hosts", "[::1],127.0.0.1,*", ["[::1]", "127.0.0.1", "*"]),
        ("hosts", "", []),
        ("folder", "/nowhere/./at/../all", Path("/nowhere/all")),
        ("site address", "HTTPS://Blog.Example.org/", "https://blog.example.org"),
        ("site address", "http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("site address", "https://[2001:db8::1]:65535", "https://[2001:db8::1]:65535"),
        ("database", " ", None),
    ],
)
def test_a_reader_returns_what_is_set_or_its_default(reader, value, expected, setting):
    setting(value)
    assert READERS[reader]() == expected


@pytest.mark.parametrize(
    ("reader", "value"),
    [
        ("text", " "),
        ("boolean", "maybe"),
        ("integer", "five"),
        ("integer", "1.5"),
        ("integer", "0"),
        ("integer", "10"),
        ("choice", "c"),
        ("time zone", "Mars/Olympus"),
        ("time zone", "../../etc/passwd"),
        ("time zone", "/etc/passwd"),
        ("words", ""),
        ("words", " , "),
        ("hosts", "https://blog.example.org"),
        ("hosts", "blog.example.org:443"),
        ("hosts", "blog.example.org/notes"),
        ("hosts", "博客.example"),
        ("hosts", "*.example.org"),
        ("folder", "~no-such-user-here/blog"),
        ("folder", __file__),
        ("site address", ""),
        ("site address", "blog.example.org"),
        ("site address", "ftp://blog.example.org"),
        ("site address", "https://"),
        ("site address", "https:///blog"),
        ("site address", "https://[::1"),
        ("site address", "https://blog.example.org:0"),
        ("site address", "https://blog.example.org:65536"),
        ("site address", "https://blog.example.org:"),
        ("site address", "https://me@blog.example.org"),
        ("site address", "https://blog.example.org/notes"),
        ("site address", "https://blog.example.org?x=1"),
        ("site address", "https://blog.example.org#top"),
        ("site address", "https://博客.example"),
        ("site address", "https://*.example.org"),
        ("database", "mysql://host/name"),
        ("database", "name"),
        ("database", "postgresql://host"),
        ("database", "postgresql://host/"),
        ("database", "postgresql://host:/"),
        ("database", "postgresql://host:five/name"),
        ("database", "postgresql://host:70000/name"),
        ("database", "postgresql://[::1/name"),
        ("database", "postgresql://user:100%@host/name"),
        ("database", "postgresql://user:p@ss@host/name"),
        ("database", "postgresql://host/name?no_such_parameter=1"),
    ],
)
def test_a_malformed_setting_gets_one_sentence_that_names_it(reader, value, setting):
    setting(value)
    with pytest.raises(SettingError, match="SETTING") as caught:
        READERS[reader]()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "postgresql://user:secret@host:5433/name",
            {"HOST": "host", "PORT": "5433", "USER": "user", "PASSWORD": "secret", "OPTIONS": {}},
        ),
        ("postgres://host/name", {"HOST": "host", "PORT": "", "USER": "", "PASSWORD": ""}),
        ("postgresql://%2Frun%2Fpostgresql/name", {"HOST": "/run/postgresql"}),
        ("postgresql:///name?host=/run/postgresql&port=6000",
         {"HOST": "/run/postgresql", "PORT": "6000", "OPTIONS": {}}),
        ("postgresql:///name", {"HOST": ""}),
        ("postgresql://u%40x:p%2Fs%3As%25@host/name", {"USER": "u@x", "PASSWORD": "p/s:s%"}),
        ("postgresql://user:%E5%AF%86@host/name", {"PASSWORD": "密"}),
        ("postgresql://[2001:db8::1]:5433/name", {"HOST": "2001:db8::1", "PORT": "5433"}),
        ("postgresql://one:5432,two:5433/name", {"HOST": "one,two", "PORT": "5432,5433"}),
        ("postgresql://host/name?sslmode=require&connect_timeout=5",
         {"OPTIONS": {"sslmode": "require", "connect_timeout": "5"}}),
    ],
)  # fmt: skip
def test_a_database_url_is_read_as_libpq_reads_it(url, expected, setting):
    setting(url)
    found = env.database("SETTING")
    assert found["ENGINE"] == "config.database"
    assert found["NAME"] == "name"
    assert {key: found[key] for key in expected} == expected


@pytest.mark.parametrize(
    "url",
    [
        "mysql://user:hunter2@host/name",
        "postgresql://user:hunter2@host/",
        "postgresql://user:hunter2@host:x/name",
        "postgresql://user:hunter2%@host/name",
        "postgresql://user:hunter2@x@host/name",
    ],
)
def test_a_database_password_is_never_repeated(url, setting):
    setting(url)
    with pytest.raises(SettingError) as caught:
        env.database("SETTING")
    assert "hunter2" not in str(caught.value)


def test_an_unset_setting_without_default_is_named(monkeypatch):
    monkeypatch.delenv("SETTING", raising=False)
    with pytest.raises(SettingError, match="SETTING is not set"):
        env.text("SETTING")


@pytest.mark.parametrize(
    ("url", "host"),
    [("https://blog.example.org", "blog.example.org"), ("http://[::1]:8000", "[::1]")],
)
def test_the_host_of_an_address_is_written_as_allowed_hosts_wants_it(url, host):
    assert env.host_of(url) == host
