-- One row per measure, contrasted exposure and subgroup.
{{ measure_contrasts(
    "rpt_q1_early_care",
    exposures=["1_to_5", "6_to_11", "1_to_11", "12_and_over", "1_and_over"],
    comparison="0",
) }}
