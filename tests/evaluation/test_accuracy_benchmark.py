"""The accuracy benchmark asks for the county each cell means, and holds figures against the right bars."""

from itertools import pairwise

import numpy as np

from benchmarks.accuracy_cells import CONDITIONS, Cell, Graded, cells, rehearsal
from benchmarks.accuracy_lines import cell_line, pooled_line, subgroup_lines
from orchestration.evaluation.tallies import COUNTED, Tallies


def feeds(cell: Cell) -> set[str]:
    command = rehearsal(cell)
    return {word for option, word in pairwise(command) if option == "--feed"}


def test_without_ssn_the_feed_that_has_nothing_but_ssn_and_name_stays_away():
    every, without = feeds(Cell(1, "all", "as is")), feeds(Cell(1, "all", "SSN removed"))
    assert every - without == {"labor__ui_wages"}
    assert feeds(Cell(1, "four", "SSN removed")) == {"health__births", "coc__hmis", "education__attendance"}
    assert "--no-ssn" in rehearsal(Cell(1, "four", "SSN removed"))
    assert rehearsal(Cell(1, "four", "errors tripled"))[9:13:2] == ["--errors", "--feed"]


def test_cells_have_homes_of_their_own():
    asked = cells([1, 2], ["four", "all"], 20_000, 120)
    assert len({cell.folder for cell in asked}) == len(asked) == 2 * 2 * len(CONDITIONS)


def tallies(persons: int, wrong: float, missed: float, right: float = 0, kind: str = "x") -> Tallies:
    """So many persons without a pair, and one who has these."""
    one = dict.fromkeys(COUNTED, 0.0) | {"records": 1, "exact_reachable": 1, "exact": 1}
    other = one | {"joined": right + wrong, "joined_right": right, "reachable_right": right, "reachable_pairs": right + missed}
    other |= {"true_pairs": right + missed, "exact_reachable": 0, "exact": 0, "merged": float(wrong > 0)}
    counted = np.array([[row[name] for name in COUNTED] for row in (one, other)])
    return Tallies(np.array([persons - 1, 1]), counted, {"kind": np.array([kind, kind])})


def test_a_figure_beyond_its_bar_is_marked():
    """9,970 pairs right, 30 wrong: a precision of .997, the bar. 101 missed: a recall of .98997, below .99."""
    line = cell_line(Graded(Cell(7, "four", "as is"), tallies(1000, 30, 101, 9970), tallies(1000, 500, 500, 9000), 0.5))
    assert "0.9970 >= 0.997 " in line
    assert "0.9900 >= 0.99!" in line
    assert "0.9990 >= 0.985 " in line
    assert "0.1310 <= 0.15 " in line
    assert "0.9474 <= 0.93!" in line, "a county this easy for the plain script is a defect"


def test_pooled_counties_add_their_pairs():
    """Errors 10 + 90 of the reference's 100 + 900."""
    cell = Cell(7, "four", "as is")
    group = [
        Graded(cell, tallies(1000, 5, 5, 500), tallies(1000, 50, 50, 500), 0.5),
        Graded(cell, tallies(1000, 45, 45, 500), tallies(1000, 450, 450, 500), 0.5),
    ]
    assert "0.1000 <= 0.15 " in pooled_line(group)


def test_subgroups_are_judged_from_a_thousand_people_over_all_seeds():
    cell = Cell(7, "four", "as is")
    small = [Graded(cell, tallies(n, 0, 0, 9, "x"), tallies(n, 0, 0, 9, "x"), 0.5) for n in (400, 599)]
    assert len(list(subgroup_lines(small))) == 2, "nothing but its two lines of titles"
    large = [*small, Graded(cell, tallies(1, 0, 9, 9, "x"), tallies(1, 0, 0, 9), 0.5)]
    (line,) = list(subgroup_lines(large))[2:]
    assert line.startswith("kind x") and line.endswith("  met") and "1,000" in line
