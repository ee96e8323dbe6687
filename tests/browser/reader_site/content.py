"""The articles of the site that the readers' pages are looked at with.

They hold what makes pages burst: wide tables, formulas and code, words without a place to break,
Chinese and English, every element that Markdown can bring.
"""

PLAYER = "https://player.bilibili.com/"
"""Where the video comes from that an article shows: the one foreign host of the site."""

LONG_WORD = "AVeryLongWordWithoutAnyPlaceToBreakItAnywhere"
LONG_TITLE = (
    "从注意力机制到检索：A rather long title 混排中英文, "
    "with DistributedDataParallelCommunicationHook 和标点符号（括号）“引号”……一直写到第三行才停下来"
)
LONG_ADDRESS = "https://example.org/a/very/long/address/that/never/ends/" + "and/ends/" * 12

_TERMS = " + ".join(f"a_{{{number}}}x_{{{number}}}" for number in range(1, 40))
_CELLS = " | ".join(f"`identifier_number_{number}`" for number in range(1, 9))
_FORMULAS = "\n\n".join(
    f"第 {number} 步：若 $x_{{{number}}} \\le \\sqrt{{{number}}}$，则"
    f"\n\n$$\\sum_{{k=1}}^{{{number}}} \\frac{{a_k}}{{k^{{{number}}}}} = \\int_0^1 f(t)\\,dt$$"
    for number in range(1, 24)
)
_PROGRAM = f"""def attention(query, keys, values, mask=None, return_weights=False):  # {LONG_WORD}
    scores = query @ keys.transpose(-2, -1) / math.sqrt(keys.shape[-1])  # 先除以根号 d，再加掩码
    if mask is not None:
        scores = scores.masked_fill(mask == 0, float("-inf"))
    return F.softmax(scores, dim=-1) @ values
"""
_DECLARATION = (
    "std::unordered_map<std::string, std::vector<std::pair<std::size_t, double>>> "
    "postings_of(const std::vector<Document>& documents);"
)

ARTICLE = f"""
第一段是中文，夹着 English words、`inline_code`、**强调**、*着重*、~~删去~~、
<kbd>Ctrl</kbd>+<kbd>C</kbd>和公式 $x_i^* = \\sum_{{k=1}}^{{n}} a_k$。
脚注在这里[^note]，链接在[这里](/tags/)，长地址是 {LONG_ADDRESS} 。

An English paragraph follows, long enough to fill several lines on every screen, so that the
measure of the line, hyphenation and the space between Latin and 中文 can be seen; it ends with
`{LONG_WORD}`.

## 宽的东西

| 名 | {" | ".join(f"column {n}" for n in range(1, 9))} |
|---|{"---|" * 8}
| 一 | {_CELLS} |
| 二 | {" | ".join(str(n * 1234.5) for n in range(1, 9))} |

$$
\\begin{{aligned}}
f(x) &= {_TERMS} \\\\
\\text{{损失}} &= -\\sum_i y_i \\log \\hat y_i
\\end{{aligned}}
$$

行内也有宽的公式 ${_TERMS}$，它也只在自己里面滚动。

```python {{1,3-4}} linenos title="attention.py"
{_PROGRAM}```

```cpp
{_DECLARATION}
```

```text
{"wide " * 60}
```

## 宽的东西

### 一个很长很长的标题：{LONG_WORD}{LONG_WORD}

#### 第四层 with `code` and $E = mc^2$

##### 第五层

###### 第六层

> [!NOTE]
> 提示里有 `code`、$y$ 和一张表。
>
> | | a | b |
> |---|---|---|
> | c | 1 | 2 |

> [!WARNING]
> A warning with [a link](/archive/).

> [!TIP] 自己的标题
> - 一项
>   1. 第二层
>      - 第三层：{LONG_WORD}

> 引用一句话，
> > 里面再引一句。

## Lists and details

- [x] done
- [ ] open, with $z$ in it
- item
    - nested
        1. deeper
        2. still deeper

术语
: 它的解释，第一段。

Term
: Its definition.

<details><summary>展开看证明</summary>

证明在这里，$\\blacksquare$。

</details>

<figure><img src="FIGURE" alt="一张灰度图">
<figcaption>图 1：A caption，写得长一些，长到在窄屏上要换行。</figcaption></figure>

<iframe src="{PLAYER}player.html?bvid=BV1xx411c7mD" title="演讲的录像"></iframe>

---

## 五十个公式

{_FORMULAS}

[^note]: 脚注的文字 with a [link](/authors/) and $n$.
"""

ENGLISH = """
The first part of a short English article, a translation of a Chinese one. It says *what* and
**why**, and how in a line of code:

```console
$ python -m timeit "sum(range(1000))"
50000 loops, best of 5: 6.5 usec per loop
```

## Why

Because the text is short, there is room beside it.

## How

1. Read.
2. Write.
"""

SHORT = "短文一篇，关于注意力与检索，含公式 $O(n \\log n)$。"

NOTES = [
    "补上了对 FlashAttention 的讨论，并改正了第二节里的一个符号。",
    "The benchmarks were run again on current hardware, with the source published beside them.",
]

BIOGRAPHY = (
    "搜索与机器学习工程师，写代码，也写文章。"
    "Likes to turn what papers call “obvious” into a few dozen lines that run.\n\n第二段："
    + "长长的自我介绍。"
    * 12
)
