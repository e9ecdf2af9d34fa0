"""The figures of docs/extraction.md are those of the grammar as it is; pictures are measured by hand."""

from benchmarks.extraction import BEGIN, END, PAGE, distance, line_table


def test_the_page_shows_what_the_lines_come_to_now() -> None:
    shown = PAGE.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]
    assert "\n".join(line_table()) in shown, "run make bench-extraction"


def test_a_distance_counts_letters() -> None:
    pairs = [("loom", "loom"), ("loom", "looms"), ("", "abc"), ("spin", "pin"), ("flaw", "lawn")]
    assert [distance(one, other) for one, other in pairs] == [0, 1, 3, 1, 2]
