-- One row per measure, exposure and subgroup.
{{ measure_report("fct_q2_cells") }}
