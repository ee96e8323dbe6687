"""The alarms of the payload tests ring for what they must and keep silent for what they may."""

import pytest

from blog.posts.models import Post
from tests.browser.alarms import armed
from tests.factories import make_post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ATTACKS = {
    "a script": ("<script>alert(7)</script>", "alert(7)"),
    "a handler of an error": ("<img src=x onerror=confirm(7)>", "confirm(7)"),
    "a handler of the mouse": ("<p onmouseover=prompt(7)>x</p>", "prompt(7)"),
    "a handler of the focus": ("<a href=# onfocus=print()>x</a>", "print()"),
    "a handler of an animation": ("<p onanimationend=alert(7)>x</p>", "alert(7)"),
    "a handler of an opening": ("<details ontoggle=alert(7)>x</details>", "alert(7)"),
    "a handler that nobody listed": ("<p onquerysomething=alert(7)>x</p>", "onquerysomething="),
    "a link that runs": ("<a href='java\tscript:alert(7)'>x</a>", "alert(7)"),
    "a link with a page in it": ("<a href='data:text/html,x'>x</a>", "href=data:"),
    "a frame that runs": ("<iframe srcdoc='<script>alert(7)</script>'></iframe>", "alert(7)"),
    "a frame that talks to the page": (
        "<iframe srcdoc='<script>parent.alert(7)</script>'></iframe>",
        "alert(7)",
    ),
    "a frame from elsewhere": ("<iframe src=https://evil.example/></iframe>", "<iframe>"),
    "a script from elsewhere": ("<script src=https://evil.example/x.js></script>", "script from"),
    "a style": ("<p style='background:url(/xss-7)'>x</p>", "/xss-7"),
    "a refresh": ("<meta http-equiv=refresh content='0;url=/elsewhere'>", "navigation to"),
    "another base": ("<base href=https://evil.example/>", "another base"),
    "a form": ("<form action=/x><button>x</button></form>", "<form>"),
    "a clobbered document": ("<img name=cookie src=x>", "document.cookie"),
    "a link out of the page": ("<svg><a href=/elsewhere><text y=9>x</text></a></svg>", "<svg>"),
    "what runs when it is read again": (
        "<xmp></xmp><script>document.querySelector('xmp').append('</xmp><b onwheel=x>')</script>",
        "onwheel=",
    ),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_alarms_ring_for(attack, browser, live_server):
    html, expected = ATTACKS[attack]
    with armed(browser, live_server.url) as alarms:
        noticed = alarms.show(f"<!doctype html><title>x</title><main>{html}</main>")

    assert expected in " ".join(noticed)


def test_the_alarms_ring_for_a_script_in_xml(browser, live_server):
    script = "<script xmlns='http://www.w3.org/1999/xhtml'>alert(7)</script>"
    with armed(browser, live_server.url) as alarms:
        assert alarms.show(f"<feed>{script}</feed>", "application/xml") == ["alert(7)"]


def test_they_keep_silent_for_an_ordinary_article(browser, live_server):
    post = make_post(body=ORDINARY)
    with armed(browser, live_server.url) as alarms:
        assert alarms.open(post.get_absolute_url()) == []


ORDINARY = """
## A heading

[A link](https://example.org/), [a mail](mailto:a@b.example), ![a picture](https://x.example/y.png),
![data](data:image/png;base64,iVBORw0KGgo=), $x_i^*$, `code`[^1].

- [x] done

{{< youtube dQw4w9WgXcQ >}}

```python {1} title="a.py"
print("<script>")
```

<details><summary>more</summary>text</details>

<video src="https://x.example/y.mp4" controls></video>

[^1]: A note.
"""


@pytest.mark.parametrize(
    ("bypass_csp", "heard"), [(True, ["<script>", "alert(7)"]), (False, ["<script>"])]
)
def test_a_script_planted_in_a_real_page_runs_only_without_the_policy(
    bypass_csp, heard, browser, live_server
):
    post = make_post()
    Post.objects.update(body_html="<script>alert(7)</script>")
    with armed(browser, live_server.url, bypass_csp=bypass_csp) as alarms:
        assert alarms.open(post.get_absolute_url()) == heard
