"""How good is it, against truth: the crosswalk graded pair by pair, record by record and person by person, and every
measure of the questions beside what it would be were each record its true person's, or by a rival definition; the ties of
parents and children.

Nothing but the CLI imports this room, and nothing else reads a truth. Reads keys/, the warehouse, vault nodes, the truth.
"""

from orchestration.evaluation.both_sides import MODELS
from orchestration.evaluation.comparison import Comparison, compare
from orchestration.evaluation.evaluate import evaluate
from orchestration.evaluation.families import evaluate_families
from orchestration.evaluation.report import Evaluation
from orchestration.evaluation.rivals import compare_rival, lay_out_rival
from orchestration.evaluation.true_home import write_true_home

__all__ = [
    "MODELS",
    "Comparison",
    "Evaluation",
    "compare",
    "compare_rival",
    "evaluate",
    "evaluate_families",
    "lay_out_rival",
    "write_true_home",
]
