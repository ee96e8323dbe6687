"""How long searches take: `python -m tests.search.speed [--posts N] [--keep]`.

Fills a scratch database with Chinese and English articles of some 1.7 kB whose words are as
unevenly frequent as those of real texts, asks for words of every length and frequency, and prints
for each query the best, median and worst time of the whole answer (view, queries and template,
without a network), the processor time that this process and the database's took for it (what
counts on a busy machine; Linux only), and how many articles were found. What is found is compared
with what `LIKE` finds without the index and with what Python finds. `--keep` leaves the database
for another run.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.measuring import as_served, empty, measure, stored

if TYPE_CHECKING:
    from django.test import Client

RUNS = 9
BOUND = 100  # milliseconds
NOW = datetime.now(UTC).replace(microsecond=0)

# The most frequent first; what follows them is made of their characters.
_CHINESE = (
    "模型 学习 数据 机器学习 训练 网络 算法 我们 可以 函数 参数 一个 深度学习 输入 "
    "输出 方法 特征 梯度下降 神经网络 注意力 矩阵 向量 优化 损失函数 样本 概率 分布 "
    "索引 查询 排序 缓存 图像 文本 反向传播 过拟合 正则化 卷积 循环 预测 分类 聚类 "
    "回归 决策树 随机森林 支持向量机 倒排索引 编码 解码 翻译 生成 推理 部署 显存 并行 "
    "分布式 通信 压缩 量化 剪枝 蒸馏 检索 召回 精度 评估 指标 实验"
).split()
_ENGLISH = (
    "the model of data learning and training to network is function we gradient in attention "
    "a loss for with transformer matrix vector optimization that sample probability index "
    "query cache image text layer batch kernel graph search token embedding decoder encoder "
    "inference memory parallel distributed compression quantization pruning retrieval recall "
    "precision metric experiment"
).split()
_NAMES = "ShuffleNetV2 BM25 PyTorch torch.nn.functional snake_case C++ C# F1 GPT4 ResNet50".split()


# Filling


class Writer:
    """Writes texts whose words are as frequent as one over their rank (Zipf's law)."""

    def __init__(self) -> None:
        self.chance = random.Random(8)  # noqa: S311  # the same texts each time
        characters = sorted({character for word in _CHINESE for character in word})
        more = [chr(0x4E00 + 7 * number) for number in range(1_500)]
        pool = characters * 3 + more
        chinese = _CHINESE + ["".join(self.chance.choices(pool, k=2)) for _ in range(12_000)]
        letters = "etaoinshrdlcumwfgypbvk"
        english = _ENGLISH + [
            "".join(self.chance.choices(letters, k=self.chance.randrange(4, 10)))
            for _ in range(12_000)
        ]
        self._words = {"zh-hans": chinese, "en": english}
        self._weights = {
            language: list(accumulate(1 / (rank + 8) for rank in range(len(words))))
            for language, words in self._words.items()
        }

    def words(self, language: str, count: int) -> list[str]:
        words, weights = self._words[language], self._weights[language]
        return self.chance.choices(words, cum_weights=weights, k=count)

    def text(self, language: str) -> str:
        """Return some 1.7 kB of UTF-8 in paragraphs."""
        stops = ["，", "。", "，", "。\n"] if language == "zh-hans" else [", ", ". ", ", ", ".\n"]
        parts = []
        for _ in range(28):
            words = self.words(language, self.chance.randrange(6, 12))
            if self.chance.random() < 0.1:
                words.insert(3, f" {self.chance.choice(_NAMES)} ")
            parts.append(("" if language == "zh-hans" else " ").join(words))
            parts.append(self.chance.choice(stops))
        return "".join(parts)


def fill(posts: int) -> None:
    """Put in `posts` articles, and tags, categories, authors and series to match."""
    from django.contrib.postgres.indexes import GinIndex
    from django.db import connection

    from blog.authors.models import Author
    from blog.categories.models import Category
    from blog.posts import models as m
    from blog.search.vectors import SEARCH_VERSION, searchable

    writer = Writer()
    chance = writer.chance

    def store(model: Any, rows: Iterator[Any]) -> list[Any]:
        return [row.pk for row in stored(model, rows)]

    empty()
    authors = store(Author, (Author(name=f"林{n}", slug=f"author-{n}") for n in range(300)))
    tops = store(Category, (Category(name=f"Top {n}", slug=f"top-{n}") for n in range(12)))
    below = store(Category, (
        Category(name=f"Subject {n}", slug=f"subject-{n}", parent_id=tops[n % 12])
        for n in range(100)
    ))  # fmt: skip
    names = [*dict.fromkeys([*_CHINESE, *_ENGLISH]), *(f"tag {n}" for n in range(3_000))]
    tags = store(m.Tag, (m.Tag(name=name, slug=f"tag-{n}") for n, name in enumerate(names)))

    def articles() -> Iterator[Any]:
        for n in range(posts):
            language = "en" if n % 3 == 0 else "zh-hans"
            when = NOW - timedelta(minutes=chance.randrange(10, 5_000_000))
            text = writer.text(language)
            title = ("" if language == "zh-hans" else " ").join(writer.words(language, 5))
            found = searchable(title, "", text)
            yield m.Post(
                title=title, slug=f"article-{n}", body=text, body_html=f"<p>{text}</p>",
                plain_text=text, excerpt=text[:300], language=language,
                status="published" if n % 50 else "draft", published_at=when, updated_at=when,
                category_id=chance.choice(tops + below * 2), rendering_digest="0" * 64,
                search_text=found.text, search_vector=found.vector,
                subject_vector=found.subject, search_version=SEARCH_VERSION,
                search_digest="0" * 64,
            )  # fmt: skip

    # An index that is built at once is built faster.
    indexes = [index for index in m.Post._meta.indexes if isinstance(index, GinIndex)]
    with connection.schema_editor() as editor:
        for index in indexes:
            editor.remove_index(m.Post, index)
    post_keys = store(m.Post, articles())
    with connection.schema_editor() as editor:
        for index in indexes:
            editor.add_index(m.Post, index)
    store(m.Byline, (
        m.Byline(post_id=pk, author_id=author, position=place)
        for n, pk in enumerate(post_keys)
        for place, author in enumerate(set(chance.choices(authors, k=1 + (n % 5 == 0))), start=1)
    ))  # fmt: skip
    weights = [1 / (rank + 3) for rank in range(len(tags))]
    store(m.PostTag, (
        m.PostTag(content_object_id=pk, tag_id=tag)
        for pk in post_keys for tag in set(chance.choices(tags, weights, k=3))
    ))  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def sizes() -> Iterator[str]:
    """Give how large the table and the indexes are."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_relation_size('posts_post'), pg_table_size('posts_post'),"
            " pg_relation_size('post_search'), pg_relation_size('post_subject')"
        )
        heap, table, index, subject = (size / 1e6 for size in cursor.fetchone())
    yield f"rows {heap:.0f} MB, with wide columns {table:.0f} MB, search {index:.0f} MB, "
    yield f"subjects {subject:.0f} MB"


# Measuring


def queries() -> Iterator[str]:
    """Give every query that is measured: common ones, then some at random of each length."""
    yield from ["模", "学", "模型", "学习", "机器学习", "梯度下降", "支持向量机", "model", "the"]
    yield from ["learning", "training network", "模型 学习", "机器学习 模型", "模型 -学习"]
    yield from ['"the model"', '"to be"', '"机器学习"', "ShuffleNetV2", "BM25", "C++", "f1"]
    yield from ["torch.nn.functional", "snake_case", "ShuffleNetV2模型", "使用BM25", "模型C++"]
    yield from ["tag:模型", "tag:模型 学习", "author:林7", "author:林7 模型", "year:2025"]
    yield from ["year:2025 模型", 'category:"Top 3"', 'category:"Top 3" model', "tag:unknown x"]
    yield from ["机哭学习", "grandient", "nothing-like-this", "-tag:模型 学习", "模型&order=date"]
    writer = Writer()
    texts = [writer.text("zh-hans") for _ in range(40)]
    for length in (1, 2, 4, 8):
        for text in texts[:6]:
            line = max(text.replace("。", "，").replace("\n", "，").split("，"), key=len)
            at = writer.chance.randrange(max(1, len(line) - length))
            yield line[at : at + length].strip()
    for text in [writer.text("en") for _ in range(6)]:
        words = [word for word in text.replace(".", " ").replace(",", " ").split() if len(word) > 2]
        yield writer.chance.choice(words)


def measured(only: str) -> Iterator[str]:
    """Give the table's lines."""
    from django.test import Client

    yield f"{'best':>6} {'median':>6} {'worst':>6} {'CPU':>5}  {'queries':>7} {'found':>6}  query"
    client = Client()
    client.get("/search/")
    every: list[float] = []
    for query in dict.fromkeys(queries()):
        if only in query:
            line, worked = line_for(client, query)
            every.append(worked)
            yield line
    if every:
        late = sum(one > BOUND for one in every)
        yield (
            f"processor time: median {statistics.median(every):.0f}, worst {max(every):.0f} ms;"
            f" {late} of {len(every)} queries took more than {BOUND} ms"
        )


def line_for(client: Client, query: str) -> tuple[str, float]:
    """Return the figures of one query, whether it found what it should, and the CPU time."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    text, _, order = query.partition("&order=")
    asked = {"q": text} | ({"order": order} if order else {})
    times: list[float] = []
    with as_served():
        before = processor_time()
        for _ in range(RUNS):
            began = time.perf_counter()
            client.get("/search/", asked)
            times.append((time.perf_counter() - began) * 1000)
        worked = (processor_time() - before) / RUNS * 1000
    with CaptureQueriesContext(connection) as captured:
        response = client.get("/search/", asked)
    found = (response.context_data or {}).get("hits")
    count = f"{len(found.rows)}{'' if found.are_all else '+'}" if found else "-"
    wrong = difference(text, found) if found else ""
    mark = "!" if worked > BOUND else " "
    taken = (
        f"{min(times):6.0f} {statistics.median(times):6.0f} {max(times):6.0f} {worked:5.0f}{mark}"
    )
    return f"{taken} {len(captured):7} {count:>6}  {query}{wrong}", worked


def processor_time() -> float:
    """Return the seconds that this process and its server process have worked so far."""
    from django.db import connection

    pid = connection.connection.info.backend_pid
    try:
        # Nanoseconds on a processor come first (Linux, Documentation/scheduler/sched-stats.rst).
        served = int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    except OSError:
        served = 0.0
    return time.process_time() + served


@cache
def all_texts() -> dict[int, str]:
    """Return what Python searches: the normalised text of each published article."""
    from blog.posts.models import Post
    from blog.search.normalising import normalise

    rows = Post.objects.published(NOW).order_by().values_list("pk", "title", "plain_text")
    return {pk: normalise(f"{title}\n{text}") for pk, title, text in rows.iterator()}


def difference(text: str, found: Any) -> str:
    """Return how what was found differs from what a search without an index finds.

    For queries of one term that is found as it stands; empty if it does not differ.
    """
    from blog.posts.models import Post
    from blog.search.query import parse

    query = parse(text)
    if len(query.parts) != 1 or not query.wanted or query.wanted[0].is_word:
        return ""
    (term,) = query.wanted
    if term.text.isascii():
        return ""  # whole words are found, not any part of them
    escaped = Post.objects.published(NOW).filter(search_text__contains=term.text)
    by_like = set(escaped.order_by().values_list("pk", flat=True))
    by_python = {pk for pk, text in all_texts().items() if term.text in text}
    hits = {hit.pk for hit in found.rows}
    if by_like != by_python:
        return f"  LIKE and Python differ by {len(by_like ^ by_python)}"
    if hits - by_like or (found.are_all and by_like - hits):
        return f"  {len(by_like - hits)} missing, {len(hits - by_like)} too many"
    return f"  (all of {len(by_like)})" if found.are_all else f"  (of {len(by_like)})"


def lines(only: str) -> Iterator[str]:
    """Give the sizes, then the table's lines."""
    yield from sizes()
    yield from measured(only)


if __name__ == "__main__":
    measure(
        __doc__,
        database="downlink_search_speed",
        posts=50_000,
        asked="queries",
        fill=fill,
        lines=lines,
    )
