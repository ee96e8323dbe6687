"""Why a formula cannot be set: the sentences that authors read, and the error that carries one."""

from __future__ import annotations

from typing import Final

from blog.markup.messages import Value, gettext_noop, message

TOO_LONG: Final = gettext_noop(
    "The formula has %(length)s characters; the limit is %(maximum)s. Split it into several, or "
    "close its delimiter."
)
TOO_DEEP: Final = gettext_noop("The formula is nested more than %(maximum)s deep.")
TOO_MANY_UNCLOSED: Final = gettext_noop(
    "The formula opens more than %(maximum)s brackets that it does not close."
)
TOO_LARGE: Final = gettext_noop("The formula takes too much room once it is set; split it.")
TOO_LARGE_TOGETHER: Final = gettext_noop("The formulas of this text take too much room together.")
NOT_WELL_FORMED: Final = gettext_noop("The converter's answer to this formula is not well-formed.")
NEEDS_ELEMENT: Final = gettext_noop("The formula needs <%(element)s>, which is not allowed here.")
NEEDS_STYLE: Final = gettext_noop("The formula needs the style “%(style)s”, which is not known.")
NO_DEFINITIONS: Final = gettext_noop(
    "%(command)s is not available in posts; write out what it stands for."
)
NO_LABEL: Final = gettext_noop("No equation in this text has that label.")

NOT_SUPPORTED: Final = gettext_noop("%(command)s is not supported in formulas.")
WRITE_INSTEAD: Final = gettext_noop(
    "%(command)s is not supported in formulas; write %(instead)s instead."
)
USE_PICTURE: Final = gettext_noop(
    "%(command)s does not belong in a formula; put a picture in with Markdown."
)
USE_MARKDOWN: Final = gettext_noop("%(command)s does not belong in a formula; use Markdown's own.")
USE_CODE_BLOCK: Final = gettext_noop("%(command)s does not belong in a formula; use a code block.")
NO_STYLES: Final = gettext_noop("%(command)s is not available in posts; use \\color or \\boxed.")
NO_SCRIPT: Final = gettext_noop("%(command)s needs a script, and pages run none for formulas.")

LACKS_ARGUMENT: Final = gettext_noop("%(command)s lacks an argument.")
LACKS: Final = gettext_noop("%(command)s lacks its “%(sign)s”.")
NEVER_CLOSED: Final = gettext_noop("The “%(sign)s” after %(command)s is never closed.")
CANNOT_READ: Final = gettext_noop("%(command)s cannot be set with “%(text)s”.")
NO_COLOUR: Final = gettext_noop(
    "“%(text)s” is not the name of a colour; use a name such as red, or #rrggbb."
)
NO_SIGN: Final = gettext_noop("The sign “%(sign)s” cannot be set by itself; put it into \\text{…}.")
TOO_MANY_COLUMNS: Final = gettext_noop("The array has more than %(maximum)s columns.")
WRONG_ROW: Final = gettext_noop(
    "In CD “%(text)s” stands in the wrong row: arrows up and down have rows of their own."
)
SEVERAL_TAGS: Final = gettext_noop(
    "Several tags stand in one equation; use align to give each row its own."
)


class TexError(ValueError):
    """A formula cannot be set. `str()` gives the reason in English.

    Attributes:
        message: the reason, ready to be translated.
    """

    def __init__(self, template: str, **values: Value) -> None:
        """Make the message of `template`, a constant of this module, and `values`."""
        self.message = message(template, **values)
        super().__init__(str(self.message))
