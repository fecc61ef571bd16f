"""A night of the hospital as a process of its own: `python -m tests.bad_inputs.one_night HOME MOMENT`."""

import sys
from datetime import datetime
from pathlib import Path

from orchestration.components.run_lock import run_lock
from orchestration.places import Places
from orchestration.vault.connections import empty_spill
from tests.bad_inputs.hospital_home import HospitalHome
from tests.bad_inputs.stay_files import REGISTRY, STAYS

if __name__ == "__main__":
    home = HospitalHome(Places(Path(sys.argv[1])), datetime.fromisoformat(sys.argv[2]))
    with run_lock(home.places, "one night", log=print):
        empty_spill(home.places.vault / "tmp")
        for night in home.night(REGISTRY, STAYS):
            print(night.contract.feed, [receipt.verdict for receipt in night.new])
