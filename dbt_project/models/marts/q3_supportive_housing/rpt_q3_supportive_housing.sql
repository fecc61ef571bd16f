-- One row per measure, exposure and subgroup.
{{ measure_report("fct_q3_cells") }}
