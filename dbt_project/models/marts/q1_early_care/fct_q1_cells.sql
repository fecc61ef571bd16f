-- One row per measure, exposure, subgroup and answer.
{{ measure_cells(ref("int_q1_outcomes__gathered"), exposures=care_bands(), totals=care_band_totals()) }}
