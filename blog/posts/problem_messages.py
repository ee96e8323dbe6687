"""What authors read about the problems of a text, in the language that is active.

The markup pipeline gives templates and values (`blog.markup.messages`); here they become
sentences. Whoever shows a problem or a limit to somebody uses this module.
"""

from django.utils.translation import gettext

from blog.markup import Message, Problem


def translated(message: Message) -> str:
    """Return the sentence of `message`; messages among its values are translated as well."""
    values = {
        name: translated(value) if isinstance(value, Message) else value
        for name, value in message.values
    }
    return gettext(message.template) % values


def described(problem: Problem) -> str:
    """Return what is wrong, after the line and the column if it has a place."""
    values = {
        "line": problem.line,
        "column": problem.column,
        "message": translated(problem.wording),
    }
    if problem.column:
        return gettext("line %(line)d, column %(column)d: %(message)s") % values
    if problem.line:
        return gettext("line %(line)d: %(message)s") % values
    return str(values["message"])
