"""Tables that are filled at once: what is looked after row by row is made for all rows afterwards.

Indexes are built from sorted rows, which is many times faster; references and uniqueness are
checked by the database when their constraints come back, and checks of single rows never go.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from django.db import connection
from django.utils.translation import gettext as _

_CONSTRAINTS = """
SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
FROM pg_constraint
WHERE conrelid = ANY(%s::regclass[]) AND contype IN ('u', 'f')
ORDER BY contype = 'f', oid
"""
_INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
FROM pg_index
WHERE indrelid = ANY(%s::regclass[]) AND NOT indisprimary
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype = 'u')
ORDER BY indexrelid
"""
_MEMORY = "512MB"


@contextmanager
def set_aside(tables: Sequence[str], told: Callable[[str, int, int], None]) -> Iterator[None]:
    """Take indexes, references and own triggers of some tables away inside the block.

    If the block fails the tables are emptied before all comes back.

    Args:
        tables: their names; empty at the beginning.
        told: hears what has come back: the word for it, how many of how many.
    """
    with connection.cursor() as cursor:
        cursor.execute(_CONSTRAINTS, [list(tables)])
        constraints = cursor.fetchall()
        cursor.execute(_INDEXES, [list(tables)])
        indexes = cursor.fetchall()
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for table, name, _definition in reversed(constraints):
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
    statements = [definition for _name, definition in indexes] + [
        f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}"
        for table, name, definition in constraints
    ]
    try:
        yield
    except BaseException:
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
        raise
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"SET maintenance_work_mem = '{_MEMORY}'")
            for number, statement in enumerate(statements, start=1):
                cursor.execute(statement)
                told(_("indexes"), number, len(statements))
            cursor.execute("RESET maintenance_work_mem")
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
