"""How templates become Python: as Jinja2 has it, but for the two things they do most often.

An article's page prints 130 values and calls 45 functions. Jinja2 makes markup of each value,
though it is joined with the rest at once, and asks each function in several ways whether it wants
the context. No function that templates call here does (`pass_context`, `pass_eval_context`).
"""

from html import escape
from keyword import iskeyword
from typing import Any, override

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup
from markupsafe import escape as escaped_markup


def printed(value: object) -> str:
    """Return a value as it stands in a page: escaped, unless it is markup (has `__html__`)."""
    if type(value) is str:
        return escape(value)
    return value if type(value) is Markup else escaped_markup(value)


class Compiler(CodeGenerator):
    """`Environment.code_generator_class` of readers' pages."""

    @override
    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """Let the template know `printed`."""
        self.writeline(f"from {__name__} import {printed.__name__}")
        super().visit_Template(node, frame)

    @override
    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """Begin printing a value."""
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write(f"{printed.__name__}(")

    @override
    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """Call a function with what the template gives it."""
        is_odd = any(iskeyword(named.key) for named in node.kwargs)
        if forward_caller or node.dyn_args or node.dyn_kwargs or is_odd:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        for named in node.kwargs:
            self.write(f"{named.key}=")
            self.visit(named.value, frame)
            self.write(", ")
        self.write(")")
