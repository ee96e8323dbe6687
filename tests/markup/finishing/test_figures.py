import pytest

from blog.markup import render


def test_an_image_alone_with_a_title_is_a_figure_with_a_caption():
    html = render('![图](a.png "说明")').html

    assert html.startswith('<figure><img alt="图" src="a.png"')
    assert html.endswith("<figcaption>说明</figcaption></figure>")
    assert "title=" not in html


def test_a_link_may_be_around_the_image():
    html = render('[![图](a.png "说明")](b.png)').html

    assert html.startswith('<figure><a href="b.png"><img')
    assert html.endswith("</a><figcaption>说明</figcaption></figure>")


def test_a_caption_is_text():
    assert "<figcaption>a &lt;b&gt; *c*</figcaption>" in render('![图](a.png "a <b> *c*")').html


def test_an_aligned_figure_stays_aligned():
    assert '<figure class="align-right">' in render('![图](a.png "b")\n{: .align-right}').html


@pytest.mark.parametrize(
    "source",
    [
        "![图](a.png)",
        '![图](a.png " ")',
        '![图](a.png "b") c',
        'a ![图](a.png "b")',
        '![图](a.png "b")![图](c.png "d")',
        '- ![图](a.png "b")',
        '| ![图](a.png "b") |\n|---|',
        '**![图](a.png "b")**',
    ],
)
def test_other_images_stay_where_they_are(source):
    rendered = render(source)

    assert "figure" not in rendered.html
    assert rendered.images[0].source == "a.png"


def test_the_image_of_a_figure_counts_as_an_image():
    assert [image.alt for image in render('![图](a.png "说明")').images] == ["图"]


def test_control_characters_of_a_title_are_left_out():
    html = render('<p><img src="a" alt="b" title="&#1;c&#8;"></p>').html

    assert "<figcaption>c</figcaption>" in html
