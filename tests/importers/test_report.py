from blog.importers.report import Action, Outcome, Remark, RemarkKind, Report
from blog.markup import Problem


def report_of(*outcomes):
    report = Report()
    for outcome in outcomes:
        report.add(outcome)
    return report


def test_the_last_line_counts_every_action():
    report = report_of(
        Outcome("s/a.md", Action.CREATED),
        Outcome("s/b.md", Action.CREATED),
        Outcome("s/c.md", Action.SKIPPED, "broken."),
    )

    assert list(report.lines())[-1] == (
        "2 created, 0 updated, 0 unchanged, 0 kept, 1 skipped, 0 not a post."
    )
    assert report.failed


def test_skipped_and_kept_files_are_always_named_with_their_reason():
    report = report_of(
        Outcome("s/a.md", Action.SKIPPED, "broken."), Outcome("s/b.md", Action.KEPT, "edited.")
    )

    lines = list(report.lines())

    assert "skipped: s/a.md: broken." in lines
    assert "kept: s/b.md: edited." in lines


def test_what_is_no_post_is_named_by_reason_and_shortened_only_beyond_many():
    paths = [f"s/{number:02}.md" for number in range(25)]
    report = report_of(*(Outcome(path, Action.NOT_A_POST, "a README.") for path in paths))

    short, long = list(report.lines()), list(report.lines(everything=True))

    assert short[0] == long[0] == "not a post: 25 files: a README."
    assert short[1:21] == [f"  {path}" for path in paths[:20]]
    assert short[21] == "  … and 5 more (-v 2 names them all)"
    assert long[1:26] == [f"  {path}" for path in paths]
    assert not report.failed


def test_warnings_are_grouped_and_shortened_unless_everything_is_asked_for():
    remarks = tuple(Remark(RemarkKind.IMAGE, f"{n}.png is not in the folder.") for n in range(9))
    report = report_of(Outcome("s/a.md", Action.CREATED, warnings=remarks))

    short, long = list(report.lines()), list(report.lines(everything=True))

    assert "warning: image not taken along (9)" in short
    assert any("6 more" in line for line in short)
    assert "  s/a.md: 8.png is not in the folder." in long
    assert "  s/a.md: 8.png is not in the folder." not in short


def test_posts_whose_files_are_gone_are_mentioned():
    report = report_of(Outcome("s/a.md", Action.UNCHANGED))
    report.missing = ["s/b.md", "s/c.md"]

    assert any("2 files" in line and "s/b.md" in line for line in report.lines())


def test_problems_of_the_texts_are_grouped_by_kind_and_shortened():
    links = tuple(
        Problem("dead-fragment", line, 5, (("anchor", f"a{line}"),)) for line in range(1, 10)
    )
    frame = Problem("refused-embed", 3)
    report = report_of(Outcome("s/a.md", Action.CREATED, problems=(*links, frame)))

    short, long = list(report.lines()), list(report.lines(everything=True))

    assert "problem: dead-fragment (9)" in short
    assert "problem: refused-embed (1)" in short
    assert any("6 more" in line for line in short)
    last = "  s/a.md: line 9, column 5: Nothing in this text has the anchor #a9."
    assert last in long
    assert last not in short
    assert not report.failed
