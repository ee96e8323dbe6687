"""Formats in: what other generators keep becomes posts. Only ``writer`` touches the ORM."""
