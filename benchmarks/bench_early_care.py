"""What Q1's matched contrast of a long dose of early care with none comes to over many counties, taken apart.

From the lives alone, so that a county takes a second: no files, linkage or models, and matching as Q1's card says, on what the
lives tell. Scores are means of the household, months of care as planted, and luck (a gift for life, the day of the test).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from orchestration.rehearsal.days import YEAR, window
from orchestration.rehearsal.difficulty import Difficulty
from orchestration.rehearsal.lives import learning
from orchestration.rehearsal.lives.county import County, lived
from orchestration.rehearsal.lives.early_learning import READINESS_PER_MONTH, READING_PER_MONTH
from orchestration.rehearsal.streams import Streams

SEEDS, PEOPLE, MONTHS, END = range(1, 61), 20_000, 120, "2026-10"
OF_MEANS = {"readiness": 26, "reading": 70}  # points from the poorest to the richest, as lives/learning.py has it
PER_MONTH = {"readiness": READINESS_PER_MONTH.size, "reading": READING_PER_MONTH.size}


@dataclass
class Scored:
    """Pupils with a score: who they are, and the score."""

    person: np.ndarray
    score: np.ndarray


def measure(home: Path) -> Iterator[str]:
    """Mean and standard deviation over the counties of each part, and how often the whole fits what was planted."""
    parts: dict[str, list[tuple[float, ...]]] = {name: [] for name in PER_MONTH}
    for seed in SEEDS:
        span = window(END, MONTHS)
        county = lived(Streams((seed, PEOPLE, MONTHS, span.end)), span, PEOPLE, Difficulty().ssn_borrowed)
        weight = _weights(county)
        for name, scored in _scores(county).items():
            parts[name].append(_apart(county, weight, name, scored))
    for name, rows in parts.items():
        found, size = np.array(rows), PER_MONTH[name]
        mean, sd = found.mean(0), found.std(0, ddof=1)
        words = zip(("whole", "planted", "means left", "luck"), mean[:4], sd[:4], strict=True)
        yield f"{name}, {len(rows)} counties: " + ", ".join(f"{word} {m:+.1f} (sd {s:.1f})" for word, m, s in words)
        fits = np.mean((found[:, 0] >= 12 * size) & (found[:, 0] <= 24 * size))
        controls = f"controls {mean[4]:.0f}, effectively {mean[5]:.0f}"
        yield f"{name}: fits {fits:.0%}, wrong sign {np.mean(found[:, 0] < 0):.0%}; {controls}"


def _weights(county: County) -> np.ndarray:
    """Each person's weight, 0 for who is not matched: low-income pupils by birth quarter and by mother's age and schooling."""
    people, care = county.people, county.early_learning.care_months
    pupils = np.unique(county.enrolments.person[county.enrolments.grade == 0])
    insured = np.full(len(people), np.iinfo(np.int64).max)
    np.minimum.at(insured, county.coverage.person, county.coverage.start)
    turns_3 = people.birth + 3 * YEAR
    pupils = pupils[(turns_3[pupils] >= county.window.start_day) & (insured[pupils] < turns_3[pupils])]
    mother = people.mother[pupils]
    young = np.where(mother < 0, 2, people.birth[pupils] - people.birth[mother] < 25 * YEAR)
    schooling = np.where(mother < 0, 9, np.digitize(people.schooling[mother], (3, 4)))
    quarter = np.floor(people.birth[pupils] / (YEAR / 4))
    _, stratum = np.unique(np.stack([quarter, young, schooling], 1), axis=0, return_inverse=True)
    stratum, treated = stratum.ravel(), care[pupils] > 0
    with_care, without = (np.bincount(stratum[side], minlength=stratum.max() + 1) for side in (treated, ~treated))
    both = (with_care > 0) & (without > 0)
    scale = without[both].sum() / with_care[both].sum()
    weight = np.zeros(len(people))
    likeness = with_care[stratum] / np.maximum(without[stratum], 1) * scale
    weight[pupils] = np.where(both[stratum], np.where(treated, 1, likeness), 0)
    return weight


def _scores(county: County) -> dict[str, Scored]:
    """The readiness of every pupil assessed, and the spring reading of every pupil in grade 3, the first time."""
    ready, tests, enrolments = county.learning.readiness, county.learning.tests, county.enrolments
    spring = (tests.subject == learning.READING) & (tests.kind == learning.SUMMATIVE) & ~tests.is_absent
    spring &= enrolments.grade[tests.enrolment] == 3
    reader, first = np.unique(enrolments.person[tests.enrolment[spring]], return_index=True)
    return {
        "readiness": Scored(enrolments.person[ready.enrolment], ready.score),
        "reading": Scored(reader, tests.score[spring][first]),
    }


def _apart(county: County, weight: np.ndarray, name: str, scored: Scored) -> tuple[float, ...]:
    """Whole, planted, what matching leaves of means, luck; matched controls, and how many they effectively are."""
    care, means, own = county.early_learning.care_months[scored.person], county.people.means[scored.person], weight[scored.person]
    exposed, unexposed = own * (care >= 12), own * (care == 0)
    whole, planted, left = (
        np.average(values, weights=exposed) - np.average(values, weights=unexposed)
        for values in (scored.score, care * PER_MONTH[name], means * OF_MEANS[name])
    )
    effectively = unexposed.sum() ** 2 / (unexposed**2).sum()
    return whole, planted, left, whole - planted - left, np.count_nonzero(unexposed), effectively
