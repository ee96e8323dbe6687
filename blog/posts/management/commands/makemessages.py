"""`makemessages`, which also reads the templates of readers' pages."""

from collections import defaultdict
from pathlib import Path
from typing import cast

from django.core.management.commands import makemessages
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from jinja2 import Environment


class Command(makemessages.Command):
    """Django's command; texts of Jinja2's templates reach GNU gettext as calls in Python."""

    class build_file_class(makemessages.BuildFile):  # noqa: N801  # Django's attribute
        def preprocess(self) -> None:
            engine = cast("Jinja2", engines["jinja2"])
            path = Path(self.path).resolve()
            if any(path.is_relative_to(folder) for folder in engine.template_dirs):
                source = path.read_text(encoding="utf-8")
                Path(self.work_path).write_text(calls_of(source, engine.env), encoding="utf-8")
            else:
                super().preprocess()


def calls_of(template: str, environment: Environment) -> str:
    """Return the calls for translations that a template makes, as Python, in the same lines.

    Raises:
        jinja2.TemplateSyntaxError: it is no template of Jinja2.
    """
    calls: dict[int, list[str]] = defaultdict(list)
    for line, function, message in environment.extract_translations(template):  # type: ignore[attr-defined]  # of the extension
        values = message if isinstance(message, tuple) else (message,)
        calls[line].append(f"{function}({', '.join(map(repr, values))})")
    return "".join("; ".join(calls[line]) + "\n" for line in range(1, max(calls, default=0) + 1))
