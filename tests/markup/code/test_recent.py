from blog.markup.code.recent import RecentTokens

TOKENS = (("k", "if"),)


def test_what_was_kept_is_found_by_language_and_text():
    recent = RecentTokens(100)
    recent.keep("python", "if", TOKENS)

    assert recent.get("python", "if") == TOKENS
    assert recent.get("c", "if") is None
    assert recent.get("python", "else") is None


def test_the_least_recently_used_is_forgotten_first():
    recent = RecentTokens(6)
    recent.keep("c", "aaa", TOKENS)
    recent.keep("c", "bbb", TOKENS)
    recent.get("c", "aaa")
    recent.keep("c", "ccc", TOKENS)

    assert recent.get("c", "bbb") is None
    assert recent.get("c", "aaa") == recent.get("c", "ccc") == TOKENS


def test_keeping_the_same_code_twice_takes_its_room_once():
    recent = RecentTokens(6)
    recent.keep("c", "aaa", TOKENS)
    recent.keep("c", "bbb", TOKENS)
    recent.keep("c", "bbb", TOKENS)

    assert recent.get("c", "aaa") == TOKENS


def test_a_block_larger_than_all_the_room_is_not_kept():
    recent = RecentTokens(2)
    recent.keep("c", "aaa", TOKENS)

    assert recent.get("c", "aaa") is None


def test_everything_can_be_forgotten():
    recent = RecentTokens(10)
    recent.keep("c", "aaa", TOKENS)
    recent.clear()

    assert recent.get("c", "aaa") is None
