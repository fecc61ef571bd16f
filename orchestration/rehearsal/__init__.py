"""A county to practise on: invented people, the files agencies would send about them, and the truth kept apart.

`lives/` decides what happened, `records/` what agencies write of it, errors and all, `files.py` the layouts, `truth.py`
the answers. Reads contracts, for layouts only; writes landing/ and rehearsal/truth/. No pipeline code reads the truth.
"""

from orchestration.rehearsal.county import CountyCounts, write_county
from orchestration.rehearsal.difficulty import Difficulty

__all__ = ["CountyCounts", "Difficulty", "write_county"]
