"""The measuring bench: `python -m tests.bench --help`. docs/performance.md says how it measures."""
