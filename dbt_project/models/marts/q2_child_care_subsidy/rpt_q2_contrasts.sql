-- One row per measure, contrasted exposure and subgroup.
{{ measure_contrasts(
    "rpt_q2_child_care_subsidy",
    exposures=["new_spell"],
    comparison="not_served",
    apart=["care_setting", "spell_band"],
) }}
