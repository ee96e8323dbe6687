import pytest

from blog.markup.limits import MAX_FRAGMENTS, MarkupError
from blog.markup.tokens import CLOSE, OPEN, TOKEN, Vault, defuse_references


def test_a_token_brings_its_fragment_back():
    vault: Vault[str] = Vault()
    tokens = [vault.put(word) for word in ("甲", "乙")]

    assert vault.restore(f"a{tokens[1]}b{tokens[0]}", str.upper) == "a乙b甲"
    assert all(TOKEN.fullmatch(token) for token in tokens)


def test_a_token_that_was_not_given_out_is_an_error():
    with pytest.raises(LookupError):
        Vault().restore(f"{OPEN}0{CLOSE}", str)


@pytest.mark.parametrize(
    "reference", ["&#x10F8F0;", "&#X10f8f1;", "&#x0010F8F0", "&#1112304;", "&#001112305"]
)
def test_references_to_token_characters_are_defused(reference):
    assert defuse_references(f"a{reference}b") == "a\ufffdb"


@pytest.mark.parametrize("reference", ["&#x10F8F3;", "&#x10F8;", "&#65;", "&amp;#x10F8F0"])
def test_other_references_stay(reference):
    assert defuse_references(reference) == reference


def test_a_vault_is_bounded():
    vault: Vault[None] = Vault()
    for _ in range(MAX_FRAGMENTS):
        vault.put(None)

    with pytest.raises(MarkupError):
        vault.put(None)
