-- One row per measure, contrasted exposure and subgroup.
{{ measure_contrasts(
    "rpt_q3_supportive_housing",
    exposures=["both", "housing_only", "health_only"],
    comparison="neither",
) }}
