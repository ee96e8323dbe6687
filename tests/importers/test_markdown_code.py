import pytest

from blog.importers.markdown_code import CodeRegions, without_code


@pytest.mark.parametrize(
    "text",
    [
        "```\nX\n```\n",
        "```python title='a'\nX\n```\n",
        "~~~~\n```\nX\n~~~\n~~~~\n",
        "```\nnever closed\nX",
        "> ```\n> X\n> ```\n",
        "- item\n\n  ```\n  X\n  ```\n",
        "1. ```\n   X\n   ```\n",
        "`X`",
        "``a ` X``",
        "two\nlines `of\nX` code",
        "text\n\n    X\n",
        "\tX\n",
        "<pre>X</pre>",
        "<code>X</code>",
        "<!-- X -->",
        "{% highlight ruby %}\nX\n{% endhighlight %}",
        "{{< highlight go >}}X{{< /highlight >}}",
    ],
)
def test_code_and_comments_are_covered(text):
    assert CodeRegions(text).cover(text.index("X"))
    assert "X" not in without_code(text)


@pytest.mark.parametrize(
    "text",
    [
        "X",
        "```\ncode\n```\nX",
        "a ` lonely backtick X",
        "`a` X `b`",
        "a backtick ` in one paragraph\n\nand X another ` here",
        "\\`X\\`",
        "- item\n\n    X belongs to the item\n",
        "text\n    X is a lazy continuation\n",
        "<pre never closed X",
        "``` `inline with fence` X",
        "~~~\ncode\n~~~~\nX",
    ],
)
def test_text_is_not_covered(text):
    assert not CodeRegions(text).cover(text.index("X"))
