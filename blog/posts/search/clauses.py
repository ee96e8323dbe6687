"""Pieces of SQL with their values. What is typed goes into statements as values only."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Clause:
    """A piece of SQL and the values of its placeholders."""

    sql: str
    values: tuple[Any, ...] = ()


def sql(template: str, *clauses: Clause, **words: str | float) -> Clause:
    """Return a template with clauses in place of its `{}`, and their values in order.

    Args:
        words: what else stands in braces: SQL of the program, and whole numbers.
    """
    values = [value for clause in clauses for value in clause.values]
    return Clause(template.format(*(clause.sql for clause in clauses), **words), tuple(values))


def value(of: object) -> Clause:
    """Return a placeholder and its value."""
    return Clause("%s", (of,))


def joined(clauses: Iterable[Clause], word: str, nothing: str) -> Clause:
    """Return the clauses with a word between them; without any, `nothing`."""
    clauses = list(clauses)
    return sql(f" {word} ".join(["{}"] * len(clauses)), *clauses) if clauses else Clause(nothing)
