from lxml import etree
from lxml import html as lxml_html

from blog.markup.finishing.insertion import insert
from blog.markup.finishing.serialising import to_html
from blog.markup.tokens import Vault


def inserted(template: str, *, block: bool = False) -> str:
    """Insert `<span>` elements into `template`, in which {0}, {1} … stand for tokens."""
    vault: Vault[str] = Vault()
    tokens = [vault.put(word) for word in ("甲", "乙", "丙")]
    root = lxml_html.fragment_fromstring(template.format(*tokens), create_parent="div")

    def build(word: str) -> etree._Element:
        element = etree.Element("span", {"data-block": ""} if block else {})
        element.text = word
        return element

    insert(root, vault, build)  # type: ignore[arg-type]
    return to_html(root)


def test_tokens_in_text_and_tails_keep_their_order():
    assert inserted("<p>a{0}b<i>c{1}</i>d{2}{0}e</p>") == (
        "<p>a<span>甲</span>b<i>c<span>乙</span></i>d<span>丙</span><span>甲</span>e</p>"
    )


def test_text_before_the_first_element_keeps_its_place():
    assert inserted("{0}<b>x</b>{1}") == "<span>甲</span><b>x</b><span>乙</span>"


def test_attributes_are_never_looked_at():
    html = inserted('<p title="{0}">x</p>')

    assert "甲" not in html
    assert "<span" not in html


def test_a_block_takes_the_place_of_its_paragraph():
    assert inserted("<p> {0} </p>after", block=True) == "<div>甲</div>after"


def test_a_block_among_text_stays_in_the_paragraph():
    assert inserted("<p>a {0}</p>", block=True) == "<p>a <span>甲</span></p>"


def test_a_block_beside_blocks_is_a_block():
    assert inserted("<ul><li>a{0}</li></ul>", block=True) == "<ul><li>a<div>甲</div></li></ul>"
