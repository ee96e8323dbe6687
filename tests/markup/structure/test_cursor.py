from blog.markup.structure.cursor import Cursor


def test_tabs_reach_to_the_next_stop():
    assert Cursor("\ta").indent == 4
    assert Cursor("  \ta").indent == 4
    assert Cursor("     \ta").indent == 8


def test_part_of_a_tab_leaves_spaces():
    cursor = Cursor("\t\ta")
    cursor.take_columns(2)

    assert (cursor.rest, cursor.column, cursor.indent) == ("  \ta", 2, 6)


def test_taking_content_moves_the_column():
    cursor = Cursor("  > a")
    cursor.take_content(1)

    assert (cursor.rest, cursor.column) == (" a", 3)


def test_no_more_is_taken_than_there_is():
    cursor = Cursor(" a")
    cursor.take_columns(4)

    assert (cursor.rest, cursor.column) == ("a", 1)


def test_blank_means_white_space_only():
    assert Cursor("").blank
    assert Cursor(" \t").blank
    assert not Cursor(" a").blank
