import pytest

from blog.markup.spans.code import CodeSpans
from blog.markup.spans.dollars import Dollars


@pytest.mark.parametrize(
    ("text", "start", "closing"),
    [
        ("$a$ b$", 0, 2),
        ("$a", 0, -1),
        ("$a \\$ b$", 0, 7),
        ("$a `$` b$", 0, 8),
        ("$a $$ b$", 0, 7),
        ("$\\text{if $b$}$", 0, 14),
        ("${a$", 0, 3),
        ("$\\{a$ b}$", 0, 4),
    ],
)
def test_a_dollar_finds_its_partner(text, start, closing):
    assert Dollars(text, CodeSpans(text)).closing(start) == closing
