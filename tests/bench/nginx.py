"""nginx serving the same bytes as files: what is aimed at."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from pwd import getpwuid
from typing import IO

from tests.bench.serving import HOST, Served, running
from tests.bench.wrk import require

# tcp_nopush off: on, it holds the end of large answers back until more comes or 40 ms pass.
_CONFIGURATION = """
daemon off;
{user}
worker_processes {workers};
pid {folder}/nginx.pid;
error_log stderr warn;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush off;
    tcp_nodelay on;
    keepalive_requests 1000000000;
    open_file_cache max=1000;
    client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
    uwsgi_temp_path {folder}; scgi_temp_path {folder};
    default_type "text/html; charset=utf-8";
    types {{}}
    server {{
        listen {host}:{port} reuseport backlog=1024;
        root {root};
    }}
}}
"""


@contextmanager
def serving_files(
    root: Path, port: int, *, workers: int, log: IO[bytes], probe: str
) -> Iterator[Served]:
    """Serve the files of a folder by nginx inside the block.

    Args:
        root: readable for everybody.
        port: on 127.0.0.1.
        workers: processes.
        log: gets what it prints.
        probe: the path of one of the files.

    Raises:
        BenchError: nginx is missing or does not start.
    """
    program = require("nginx")
    user = f"user {getpwuid(0).pw_name};" if os.geteuid() == 0 else ""
    configuration = root / "nginx.conf"
    configuration.write_text(
        _CONFIGURATION.format(
            user=user, workers=workers, folder=root, root=root, port=port, host=HOST
        )
    )
    with running([program, "-c", str(configuration)], port, log=log, probe=probe) as server:
        yield server
