import pytest

from blog.markup.code.info_string import CodeInfo, parse_info_string


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        ("", CodeInfo()),
        ("python", CodeInfo("python")),
        (" Python ", CodeInfo("python")),
        ("c++", CodeInfo("c++")),
        ('python {1,3-5} title="a b.py"', CodeInfo("python", "a b.py", frozenset({1, 3, 4, 5}))),
        ("js{2}", CodeInfo("js", "", frozenset({2}))),
        ("go showLineNumbers", CodeInfo("go", numbered=True)),
        ("go linenos", CodeInfo("go", numbered=True)),
        ("go {linenos=true,linenostart=7}", CodeInfo("go", numbered=True, first_line=7)),
        ("go {linenos=false}", CodeInfo("go")),
        ('py hl_lines="2 4"', CodeInfo("py", "", frozenset({2, 4}))),
        ("{.python .input}", CodeInfo("python")),
        ("{.haskell .numberLines}", CodeInfo("haskell", numbered=True)),
        ("html index.ejs", CodeInfo("html", "index.ejs")),
        ("js:src/app.js", CodeInfo("js", "src/app.js")),
        ("diff package.json", CodeInfo("diff", "package.json")),
        ("{5-3,0-99999999,x}", CodeInfo()),
        ("[language] [title] [url]", CodeInfo("[language]")),
    ],
)
def test_info_strings(info, expected):
    assert parse_info_string(info) == expected
