"""Reading while somebody writes: whether any answer is older than it may be.

`python -m tests.bench.soak --help`.
"""
