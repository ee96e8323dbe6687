"""XML into memory, without the characters that XML cannot hold."""

import io
import re
from xml.sax.xmlreader import AttributesImpl

from django.utils.xmlutils import SimplerXMLGenerator

# What XML 1.0 (section 2.2, Char) cannot hold in any spelling; no feed of ours holds it.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def storable(text: str) -> str:
    """Return `text` without what no feed can hold."""
    return _NOT_XML.sub("", text)


class XmlWriter(SimplerXMLGenerator):
    """Writes a document; `_` in an attribute's name stands for the colon of its prefix."""

    def __init__(self) -> None:
        self._output = io.StringIO()
        super().__init__(self._output, "utf-8")
        self.startDocument()

    def start(self, name: str, /, **attributes: str) -> None:
        """Open an element."""
        self.startElement(name, AttributesImpl(_named(attributes)))

    def end(self, name: str) -> None:
        """Close the element."""
        self.endElement(name)

    def element(self, name: str, text: str = "", /, **attributes: str) -> None:
        """Write an element that holds text only."""
        self.addQuickElement(name, storable(text), _named(attributes))

    def finished(self) -> bytes:
        """Return the document."""
        self.endDocument()
        return self._output.getvalue().encode()


def _named(attributes: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", ":"): storable(value) for name, value in attributes.items()}
