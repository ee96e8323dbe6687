"""Tags of template languages in a source: read, translated where they have a plain meaning."""
