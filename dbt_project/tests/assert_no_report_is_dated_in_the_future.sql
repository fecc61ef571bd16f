-- A report dated after the last day its delivery speaks for; Q3 leaves it out.
{{ config(severity="warn") }}

select report_key_child_welfare
from {{ ref("int_child_reports__dated") }}
where is_dated_in_future
