"""The database's backend: Django's for PostgreSQL, with a health check that sends nothing."""
