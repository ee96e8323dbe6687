"""What the tests of merging share: an article, a save in between, what a browser posts next."""

import lxml.html

from blog.posts.models import Post

BODY = "First paragraph. 第一句。第二句。\n\nSecond paragraph.\n\nThird paragraph."


def saved_by(user, post, **changes):
    """Store changes as another person's form would; return nothing."""
    theirs = Post.objects.get(pk=post.pk)
    for name, value in changes.items():
        setattr(theirs, name, value)
    theirs.save()
    theirs.record_revision(by=user, note="in between")


def posted_again(response, **changes):
    """What a browser posts from the page of the form that it was shown, with `changes`."""
    page = lxml.html.fromstring(response.content.decode())
    data = {}
    form = page.get_element_by_id("post_form")
    for name, value in form.form_values():
        data.setdefault(name, []).append(value)
    for area in form.iter("textarea"):
        # A browser takes the first line end for the tag's (HTML Standard, 13.2.6.4.7).
        data[area.name] = [area.value.removeprefix("\n")]
    return {**data, **changes}


def form_in(response):
    assert response.status_code == 200
    return response.context["adminform"].form


def sentence(response):
    return " ".join(form_in(response).non_field_errors())


def merging(response):
    return form_in(response).merging
