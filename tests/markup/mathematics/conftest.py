"""One formula at a time: what it looks like, or why it cannot be set."""

from collections.abc import Callable

import pytest
from lxml import etree

from blog.markup.fragments import Mathematics
from blog.markup.mathematics.mathml import Converted, convert


def one(tex: str, *, display: bool) -> Converted:
    (converted,) = convert([Mathematics(tex, display, f"${tex}$", 1, 1)])
    return converted


@pytest.fixture
def mathml() -> Callable[..., etree._Element]:
    """Return the MathML of a formula; the test fails if there is none."""

    def element(tex: str, *, display: bool = True) -> etree._Element:
        converted = one(tex, display=display)
        assert converted.element is not None, f"{tex}: {converted.error}"
        return converted.element

    return element


@pytest.fixture
def reason() -> Callable[[str], str]:
    """Return the English sentence that says why a formula cannot be set."""

    def sentence(tex: str) -> str:
        converted = one(tex, display=True)
        assert converted.element is None
        return str(converted.error)

    return sentence


@pytest.fixture
def words(mathml) -> Callable[[str], str]:
    """Return the text of a formula as it is shown, without spaces."""
    return lambda tex: "".join("".join(map(str, mathml(tex).itertext())).split())
