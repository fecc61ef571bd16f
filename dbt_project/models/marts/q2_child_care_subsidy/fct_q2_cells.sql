-- One row per measure, exposure, subgroup and answer.
{{ measure_cells(
    ref("int_q2_outcomes__gathered"),
    exposures=["new_spell", "not_served"],
    cut_by=outcome_subgroups() + ["care_setting", "spell_band", "parents"],
) }}
