"""Words and sentences that the articles for measuring are written with."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from random import Random
from typing import Final

COMMON: Final = {"zh-hans": "模型", "en": "model"}
"""What most articles of a language say; the first of `TERMS`."""
RARE: Final = {"zh-hans": "鹓雏鹢", "en": "zuqafiv"}
"""What a handful of articles of a language say, however many there are."""

CHINESE_LENGTH: Final = 3
LATIN_LENGTH: Final = 7
"""Characters of a rare word. All are equally long, so that one takes another's place without
moving the end of an excerpt."""
RARE_WORDS: Final = 300_000

# The most frequent first.
TERMS: Final = {
    "zh-hans": (
        "模型 数据 训练 算法 网络 参数 函数 梯度 学习率 矩阵 向量 特征 样本 损失函数 注意力 "
        "索引 查询 缓存 概率 分布 优化器 神经网络 卷积 编码器 解码器 嵌入 词表 推理 显存 吞吐 "
        "延迟 副本 日志 事务 一致性 选举 分片 队列 线程 协程 锁 哈希表 二叉树 图 最短路 "
        "动态规划 贪心 回溯 排序 堆 前缀和 线段树 并查集 正则化 过拟合 方差 偏差 采样 先验 后验 "
        "似然 熵 散度 核函数 支持向量机 决策树 随机森林 聚类 主成分 奇异值 特征值 量化 剪枝 蒸馏 "
        "并行 通信 带宽 流水线 编译器 寄存器 内存 磁盘 页面 倒排表 召回 精度 排名 语料 分词 "
        "词元 上下文 提示 微调 对齐 奖励 策略 价值函数 环境 轨迹 时间序列 频谱 滤波 噪声"
    ).split(),
    "en": (
        "model data training algorithm network parameter function gradient step matrix vector "
        "feature sample loss attention index query cache probability distribution optimiser layer "
        "convolution encoder decoder embedding vocabulary inference memory throughput latency "
        "replica log transaction consistency election shard queue thread coroutine lock table "
        "tree graph path programming heuristic search sorting heap prefix segment union "
        "regularisation variance bias sampling prior posterior likelihood entropy divergence "
        "kernel margin forest cluster component eigenvalue quantisation pruning distillation "
        "parallelism communication bandwidth pipeline compiler register disk page posting recall "
        "precision ranking corpus tokeniser token context prompt adapter alignment reward policy "
        "environment trajectory series spectrum filter noise batch checkpoint schedule"
    ).split(),
}

_SENTENCES: Final = {
    "zh-hans": (
        "{0}的大小决定了{1}能否稳定下来。",
        "如果{0}没有归一化，{1}在前几百步就会发散。",
        "我们先固定{0}，再观察{1}随{2}的变化。",
        "和直觉相反，增大{0}并不总能改善{1}。",
        "这里的{0}只依赖{1}，因此可以提前算好。",
        "实现时要当心：{0}和{1}的下标相差一。",
        "把{0}换成{1}之后，同样的{2}只用了一半的时间。",
        "从{0}出发，可以推出{1}的上界。",
        "实验里的{0}来自公开的{1}，重复了五次。",
        "瓶颈不在{0}，而在{1}与{2}之间的拷贝。",
        "当{0}足够大时，{1}近似服从正态。",
        "下面的代码演示怎样由{0}得到{1}。",
        "这样一来，{0}的复杂度从平方降到了线性。",
        "对于{0}来说，**{1}**是最容易忽略的一项。",
        "读者可以自己验证：去掉{0}以后{1}不变。",
        "多数教材把{0}和{1}混为一谈，其实它们并不等价。",
        "只要`{2}`里还有空位，{0}就不会阻塞{1}。",
        "上线三个月来，{0}没有再出现过异常。",
    ),
    "en": (
        "The size of the {0} decides whether the {1} settles at all.",
        "Without normalising the {0}, the {1} diverges within a few hundred steps.",
        "We fix the {0} first and then watch the {1} as the {2} grows.",
        "Against intuition, a larger {0} does not always improve the {1}.",
        "This {0} depends on nothing but the {1}, so it can be computed ahead of time.",
        "Mind the indices: {0} and {1} are off by one.",
        "Replacing the {0} by a {1} halved the time for the same {2}.",
        "Starting from the {0} one derives an upper bound for the {1}.",
        "The {0} of the experiment comes from a public {1} and was repeated five times.",
        "The bottleneck is not the {0} but copying between {1} and {2}.",
        "For a {0} large enough, the {1} is close to normal.",
        "The code below shows how the {0} leads to the {1}.",
        "So the cost of the {0} falls from quadratic to linear.",
        "Of a {0}, the **{1}** is what one overlooks most easily.",
        "Try it yourself: leave the {0} out and the {1} stays the same.",
        "Many textbooks treat {0} and {1} as one thing, which they are not.",
        "As long as `{2}` has room, the {0} never blocks the {1}.",
        "After three months in production the {0} has not failed again.",
    ),
}
_HEADINGS: Final = {
    "zh-hans": ("为什么需要{0}", "{0}与{1}", "{0}的实现", "复杂度", "{0}的推导", "实验：{0}",
                "常见错误", "{0}的边界情形", "小结", "再看{0}", "从{0}到{1}", "参数怎么选"),
    "en": ("Why a {0}", "From {0} to {1}", "Writing the {0}", "What it costs", "Deriving the {0}",
           "An experiment with the {0}", "Common mistakes", "When the {0} is empty", "Summary",
           "The {0} again", "A {0} beside a {1}", "Choosing the {0}"),
}  # fmt: skip
_TITLES: Final = {
    "zh-hans": ("{0}笔记", "理解{0}与{1}", "从零实现{0}", "{0}为什么这样慢", "一次{0}的排查",
                "{0}：从{1}讲起", "用{0}加速{1}", "{0}的几个误区"),
    "en": ("Notes on the {0}", "Understanding {0} and {1}", "A {0} from scratch",
           "Why the {0} is slow", "Debugging a {0}", "The {0}, beginning with the {1}",
           "A faster {1} by a {0}", "What the {0} is not"),
}  # fmt: skip
_FORMULAS: Final = (
    r"\nabla_\theta L = \frac{1}{n} \sum_{i=1}^{n} (f_\theta(x_i) - y_i) x_i",
    r"\operatorname{softmax}(z)_i = \frac{e^{z_i}}{\sum_j e^{z_j}}",
    r"p(\theta \mid x) \propto p(x \mid \theta)\, p(\theta)",
    r"D_{\mathrm{KL}}(p \,\|\, q) = \sum_x p(x) \log \frac{p(x)}{q(x)}",
    r"T(n) = 2\,T(n/2) + O(n)",
    r"\|A x\|_2 \le \sigma_{\max}(A)\, \|x\|_2",
)
_SYMBOLS: Final = ("$x_i$", "$n$", r"$\theta$", r"$O(n \log n)$", "$W^\\top x$", r"$\epsilon$")
_PYTHON_LOOP: Final = """\
```python
def {0}_step({1}, rate=0.1):
    for row in {1}:
        row -= rate * row.mean()
    return {1}
```"""
_PYTHON_CLASS: Final = """\
```python
class {0}Table:
    def __init__(self, size):
        self.slots = [None] * size

    def find(self, {1}):
        return self.slots[hash({1}) % len(self.slots)]
```"""
_CPP: Final = """\
```cpp
long long {0}(const std::vector<int>& {1}) {{
    long long total = 0;
    for (int one : {1}) total += one;
    return total;
}}
```"""
_SQL: Final = """\
```sql
SELECT {0}, count(*)
FROM {1}
WHERE {0} IS NOT NULL
GROUP BY {0};
```"""
_CODE: Final = (_PYTHON_LOOP, _PYTHON_CLASS, _CPP, _SQL)

# Characters that no term or sentence has, so that a rare word shares no pair with them.
_RARE_CHARACTERS: Final = "".join(
    character
    for character in map(chr, range(0x4E00 + 50, 0x9FA5, 23))
    if all(character not in words for words in [*TERMS["zh-hans"], *_SENTENCES["zh-hans"]])
    and all(character not in words for words in [*_HEADINGS["zh-hans"], *_TITLES["zh-hans"]])
    and character not in RARE["zh-hans"]
)
_CONSONANTS, _VOWELS = "bdfgklmnprtvz", "aeiou"


@lru_cache(maxsize=100_000)
def rare_word(number: int, language: str) -> str:
    """Return one of the rare words of a language, the same for the same number below 300,000."""
    # Multiplied by a number without common divisors, so that neighbours look different.
    rest = (number + 1) * 7_654_321 % 98_765_431
    word = ""
    if language == "zh-hans":
        # Of a third of the characters each, so that none comes twice.
        for place in range(CHINESE_LENGTH):
            rest, choice = divmod(rest, len(_RARE_CHARACTERS) // CHINESE_LENGTH)
            word += _RARE_CHARACTERS[choice * CHINESE_LENGTH + place]
        return word
    while len(word) < LATIN_LENGTH:
        letters = _VOWELS if len(word) % 2 else _CONSONANTS
        rest, choice = divmod(rest, len(letters))
        word += letters[choice]
    return word


def zipf_weights(count: int, offset: float) -> list[float]:
    """Return cumulative weights of so many ranks: each as frequent as one over it (Zipf's law)."""
    return list(accumulate(1 / (rank + offset) for rank in range(count)))


@dataclass(frozen=True)
class Writer:
    """Writes the pieces of articles in one language.

    Attributes:
        language: `zh-hans` or `en`.
        chance: decides; the same one writes the same texts.
    """

    language: str
    chance: Random

    def terms(self, count: int) -> Sequence[str]:
        words = TERMS[self.language]
        return self.chance.choices(words, cum_weights=_WEIGHTS[self.language], k=count)

    def title(self) -> str:
        return self.chance.choice(_TITLES[self.language]).format(*self.terms(2))

    def headings(self) -> Iterator[str]:
        """Give headings, each once, until there are none left."""
        patterns = list(_HEADINGS[self.language])
        self.chance.shuffle(patterns)
        seen: set[str] = set()
        for pattern in patterns:
            heading = pattern.format(*self.terms(2))
            if heading not in seen:
                seen.add(heading)
                yield heading

    def sentence(self) -> str:
        return self.chance.choice(_SENTENCES[self.language]).format(*self.terms(3))

    def naming(self, word: str) -> str:
        """Return a sentence that names something by a rare word, which stands alone in it."""
        term = self.terms(1)[0]
        if self.language == "zh-hans":
            return f"文中的{term}取自“{word}”。"
        return f'Its {term} is known as "{word}".'

    def joined(self, sentences: Iterable[str]) -> str:
        return ("" if self.language == "zh-hans" else " ").join(sentences)

    def paragraph(self, sentences: int) -> str:
        text = self.joined(self.sentence() for _ in range(sentences))
        if self.chance.random() < 0.25:
            symbol = self.chance.choice(_SYMBOLS)
            text += f" 记为 {symbol}。" if self.language == "zh-hans" else f" Call it {symbol}."
        return text

    def formula(self) -> str:
        return f"$$\n{self.chance.choice(_FORMULAS)}\n$$"

    def code(self) -> str:
        names = self.chance.sample(TERMS["en"], 2)
        return self.chance.choice(_CODE).format(*names)

    def items(self) -> str:
        """Return a list of three items."""
        return "\n".join(f"- {self.sentence()}" for _ in range(3))


_WEIGHTS: Final = {language: zipf_weights(len(words), 3) for language, words in TERMS.items()}
