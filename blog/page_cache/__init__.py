"""Finished pages in memory, in front of Django: as fast as files, never older than the database.

It knows nothing of posts. A page says where it is declared that it may be kept (`declaring`), and
an app's migrations say which of its tables pages are made of (`migration_operations`). Whoever
changes those tables, each process hears of it from the database (`listening`) and serves nothing
that was made before (`freshness`). docs/decisions/0023-page-cache.md says why it is so.
"""
