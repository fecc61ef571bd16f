-- One row per measure, exposure and subgroup.
{{ measure_report("fct_q1_cells", totals=care_band_totals()) }}
