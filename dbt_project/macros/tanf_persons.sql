{# What the adults and the children of a TANF case have alike: whether and when they were aided, and who they are. #}
{% macro tanf_person_columns() -%}
    rows_in_force.rpt_month_year as benefit_month,
    rows_in_force.family_affiliation = '1' as is_aided,
    case when rows_in_force.family_affiliation = '1' then rows_in_force.rpt_month_year end as start_date,
    case
        when rows_in_force.family_affiliation = '1'
            then cast({{ dbt.dateadd("month", 1, "rows_in_force.rpt_month_year") }} as date)
    end as end_date,
    case rows_in_force.relationship_hoh
        when '01' then 'head'
        when '02' then 'partner_of_head'
        when '03' then 'parent_of_head'
        when '04' then 'child_of_head'
        when '05' then 'stepchild_of_head'
        when '06' then 'grandchild_of_head'
        when '07' then 'other_relative_of_head'
        when '08' then 'foster_child_of_head'
        when '09' then 'unrelated_to_head'
        when '10' then 'unrelated_to_head'
    end as relationship_name,
    rows_in_force.date_of_birth_birth_month as birth_month,
    case rows_in_force.gender when '1' then 'male' when '2' then 'female' end as sex,
    {{ race_ethnicity_from(
        "rows_in_force.race_hispanic = '1'",
        {
            "american_indian_alaska_native": "rows_in_force.race_amer_indian = '1'",
            "asian": "rows_in_force.race_asian = '1'",
            "black": "rows_in_force.race_black = '1'",
            "native_hawaiian_pacific_islander": "rows_in_force.race_hawaiian = '1'",
            "white": "rows_in_force.race_white = '1'",
        },
    ) }} as race_ethnicity,
    rows_in_force.zip_code_zip3 as zip3
{%- endmacro %}
