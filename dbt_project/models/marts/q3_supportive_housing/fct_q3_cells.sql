-- One row per measure, exposure, subgroup and answer.
{{ measure_cells(
    ref("int_q3_outcomes__gathered"),
    exposures=["both", "housing_only", "health_only", "neither", "unknown"],
) }}
