"""Under which letter a name stands in an index."""

import pytest

from blog.posts.initials import by_initial, initial

NAMES = {
    "Attention": "A",
    "attention": "A",
    "Émile": "E",
    "ＡＩ": "A",
    ".NET": "N",
    "C++": "C",
    "安全": "A",
    "芭蕾": "B",
    "倒排索引": "D",
    "机器学习": "J",
    "强化学习": "Q",
    "算法": "S",
    "座标": "Z",
    # In the first reading only, as in 重量
    "重构": "Z",
    # Digits, signs, other scripts; of the rarer characters even those between common ones in GBK
    "2024": "#",
    "++": "#",
    "": "#",
    "Ω": "#",
    "ひらがな": "#",
    "機器": "#",
    "囧": "#",
    "盽": "#",
    "𠮷": "#",
}


@pytest.mark.parametrize("name", NAMES)
def test_the_initial_of_a_name(name):
    assert initial(name) == NAMES[name]


def test_every_common_character_of_gb_2312_has_a_letter():
    common = [
        bytes([high, low]).decode("gb2312")
        for high in range(0xB0, 0xD8)
        for low in range(0xA1, 0xFF)
        if (high, low) <= (0xD7, 0xF9)
    ]
    assert len(common) == 3755
    letters = [initial(character) for character in common]
    assert letters == sorted(letters)
    assert "".join(dict.fromkeys(letters)) == "ABCDEFGHJKLMNOPQRSTWXYZ"


def test_latin_names_come_before_chinese_ones_and_both_in_their_own_order():
    names = ["搜索", "数据", "SQL", "算法", "shell", "深度", "1984", "zsh"]
    assert by_initial(names, str) == [
        ("S", ["shell", "SQL", "深度", "数据", "搜索", "算法"]),
        ("Z", ["zsh"]),
        ("#", ["1984"]),
    ]
