-- One row per measure, exposure, subgroup and answer.
{{ measure_cells(ref("int_q13_outcomes__gathered"), unsummed="measure_name like '%_by_%'") }}
