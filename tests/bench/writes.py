"""How long writing takes: saving an article, until readers see it, importing many."""

import re
import shutil
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import IO, Any

from tests.bench.options import Options
from tests.bench.readers import Connection, one_to_each_worker
from tests.bench.serving import SITE, free_port, served
from tests.bench.soak.history import GRACE
from tests.bench.wrk import BenchError

SAVES = 20
PUBLICATIONS = 30
COPIES = 20
SAMPLES = Path(__file__).resolve().parent.parent.parent / "samples"
WORKERS_THAT_HEAR = 4
_LONGEST = 30  # seconds


def measured(options: Options, log: IO[bytes]) -> dict[str, Any]:
    """Return all of it, by name."""
    return {
        "save_ms": saves(),
        "admin_save_ms": admin_saves(),
        "publish_to_visible_ms": until_visible(options, log),
        "import": imported(),
    }


def saves() -> dict[str, float]:
    """Return how long `Post.save()` with a revision takes with a changed text, in ms."""
    from django.db import transaction

    from blog.posts.models import Post

    times: list[float] = []
    for post in Post.objects.filter(status="published").order_by("-pk")[:SAVES]:
        post.body += "\nOne more line.\n"
        began = time.perf_counter()
        with transaction.atomic():
            post.save()
            post.record_revision(by=None)
        times.append(time.perf_counter() - began)
    return _summary(times)


def admin_saves() -> dict[str, float]:
    """Return how long the admin's form takes to store a changed text, in ms."""
    from django.test import Client

    from accounts.models import User
    from blog.posts.models import Post
    from tests.posts.form_data import change_address, form_of

    user, _made = User.objects.get_or_create(
        username="bench", defaults={"role": "administrator", "is_staff": True, "is_superuser": True}
    )
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(user)
    times: list[float] = []
    for post in Post.objects.filter(status="published").order_by("-pk")[SAVES : 2 * SAVES]:
        form = form_of(post, body=post.body + "\r\nOne more line.\r\n")
        began = time.perf_counter()
        response = client.post(change_address(post), form)
        times.append(time.perf_counter() - began)
        if response.status_code != 302:
            raise BenchError(f"the admin did not store article {post.pk} ({response.status_code})")
    user.delete()
    return _summary(times)


def until_visible(options: Options, log: IO[bytes]) -> dict[str, float]:
    """Return how long after a commit all workers have shown the new title on the home page, in ms.

    Each is asked without a pause by a reader of its own; rendering the page anew is part of it.
    `stale` counts answers to requests begun over 50 ms after the commit that show the former one.
    """
    from django.utils import timezone

    from blog.posts.models import Post

    post = Post.objects.published(timezone.now()).order_by("-updated_at", "-pk").first()
    if post is None:
        raise BenchError("no article is published")
    times: list[float] = []
    stale = 0
    with ExitStack() as stack:
        server = stack.enter_context(
            served(
                SITE,
                free_port(*options.ports),
                workers=WORKERS_THAT_HEAR,
                threads=2,
                log=log,
            )
        )
        readers = one_to_each_worker(server, stack)
        pool = stack.enter_context(ThreadPoolExecutor(len(readers)))
        for number in range(PUBLICATIONS):
            title = f"Published {number} {time.time_ns()}"
            for reader in readers:
                reader.get("/")  # so that it is in its memory
            Post.objects.filter(pk=post.pk).update(title=title)
            committed = time.perf_counter()
            found = list(pool.map(partial(_until_shown, title=title, committed=committed), readers))
            times.append(max(seconds for seconds, _late in found))
            stale += sum(late for _seconds, late in found)
    return _summary(times) | {"workers": len(readers), "stale": stale}


def _until_shown(reader: Connection, title: str, committed: float) -> tuple[float, int]:
    """Ask one worker until it shows a title.

    Returns:
        seconds from the commit until that answer had been read; how many answers were late.
    """
    late = 0
    while True:
        began = time.perf_counter()
        if title.encode() in reader.get("/").body:
            return time.perf_counter() - committed, late
        late += began > committed + GRACE
        if began > committed + _LONGEST:
            raise BenchError(f"a worker still shows the former title after {_LONGEST} s: {title}")


def imported() -> dict[str, float]:
    """Return how many articles a second are imported; they are deleted again."""
    from django.core.management import call_command

    from blog.posts.models import Post

    before = Post.objects.count()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(COPIES):
            _copy_samples(Path(folder) / f"copy-{number}", number)
        began = time.perf_counter()
        call_command("import_posts", folder, format="plain", verbosity=0)
        seconds = time.perf_counter() - began
    new = Post.objects.filter(source_path__isnull=False)
    count = Post.objects.count() - before
    new.delete()
    return {
        "posts": count,
        "seconds": round(seconds, 1),
        "posts_per_second": round(count / seconds, 1),
    }


def _copy_samples(folder: Path, number: int) -> None:
    """Copy the samples; each article gets another title and slug."""
    shutil.copytree(SAMPLES, folder)
    for path in folder.rglob("*.md"):
        text = path.read_text()
        text = re.sub(r"(?m)^(title: .*?)$", rf"\1 {number}", text, count=1)
        text = re.sub(r"(?m)^(slug: .*?)$", rf"\1-{number}", text, count=1)
        path.write_text(text)


def _summary(seconds: list[float]) -> dict[str, float]:
    ordered = sorted(seconds)
    return {
        "median": round(statistics.median(ordered) * 1000, 1),
        "p99": round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))] * 1000, 1),
        "worst": round(ordered[-1] * 1000, 1),
    }
