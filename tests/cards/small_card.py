"""A small dbt project with one sound card, to be broken in tests."""

from pathlib import Path

CARD = """\
card: q7
title: Who comes back
question: '"who comes back?"'
seed: a test
version: 1.0.0
date: 2026-11-30
authorities:
  - {name: HUD, version: "2026", source: system performance measure 2}
grain: person × exit
tables:
  fct_returns: one row per person and exit
population: everyone who left
index_date: the day of exit
exposures:
  - {value: housed, says: left for a home | of any kind}
outcomes:
  - {name: returned_6m, generation: person, says: came back, window: 180 days, null_when: no data, authority: HUD}
  - {name: returned_ever, generation: person, says: ever, window: open, null_when: never, authority: HUD, no_boundary: no end}
comparison: none
parameters:
  - name: q7_return_days
    default: 180
    unit: days
    says: how long after the exit a return counts
    rivals:
      - {value: 183, says: half a year}
settings:
  - {name: link_level, says: which cut}
null_reasons:
  not_observed: nobody looked
limits: [a small test]
cases:
  - name: day_180_counts_and_day_181_does_not
    says: Two people, two days.
    model: fct_returns
    boundary: {of: [returned_6m], inside: day 180, outside: day 181}
    parameters: {q7_return_days: 180}
    given:
      - input: ref('fct_returns')
        rows:
          - {person_id: ana, exit_date: 2025-01-01, is_back: yes}
          - {person_id: ben, exit_date: 2025-01-01}
      - input: source('in_force', 'coc__hmis')
        format: sql
        rows: |
          select 1 as one
    expect:
      rows: []
"""


SQL = "-- One row per person.\nselect {{ parameter('q7_return_days') }}\n"


def write_project(root: Path, card: str = CARD, sql: str = SQL) -> Path:
    """A dbt project below `root` whose one card has this text."""
    marts = root / "models" / "marts" / "q7_returns"
    for folder in (marts, root / "cards"):
        folder.mkdir(parents=True)
    (root / "dbt_project.yml").write_text("vars: {link_level: balanced}\n")
    (marts / "fct_returns.sql").write_text(sql)
    (marts / "fct_returns.yml").write_text("models: []\n")
    (root / "cards" / "q7_returns.card.yaml").write_text(card)
    return root
