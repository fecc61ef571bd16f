"""How good is it, against truth: the crosswalk graded pair by pair, record by record and person by person.

Nothing but the CLI imports this room, and nothing else reads a truth. Reads keys/, the vault's nodes and the truth file.
"""

from orchestration.evaluation.evaluate import evaluate
from orchestration.evaluation.report import Evaluation

__all__ = ["Evaluation", "evaluate"]
