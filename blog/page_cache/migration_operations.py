"""For the migrations of apps whose tables pages are made of."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

_TRIGGER = "page_cache_changed"


class TellOfChanges(Operation):
    """Let the database tell every process of each change of some tables, whoever makes it.

    A trigger a table: it fires once a statement, and what it sends goes out when the transaction
    is committed, once for all its statements, or never (PostgreSQL manual, NOTIFY).
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, *models: str) -> None:
        """
        Args:
            models: names of models of the migration's app. Its migration depends on
                `("page_cache", "0001_initial")`.
        """
        self.models = models

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [*self.models], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change nothing: models know nothing of triggers."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for table in self._tables(app_label, schema_editor, to_state):
            schema_editor.execute(
                f"CREATE TRIGGER {_TRIGGER} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION page_cache_changed()"
            )

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for table in self._tables(app_label, schema_editor, from_state):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {_TRIGGER} ON {table}")

    def _tables(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, state: ProjectState
    ) -> list[str]:
        models = [state.apps.get_model(app_label, name) for name in self.models]
        return [schema_editor.quote_name(model._meta.db_table) for model in models]

    def describe(self) -> str:
        return f"Tell the page cache of changes of {', '.join(self.models)}"

    @property
    def migration_name_fragment(self) -> str:
        return "tell_of_changes"
