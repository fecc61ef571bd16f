{# Whether all the feeds that could tell of an involvement had begun by a day. Before that, nobody unseen is a no. #}
{% macro involvement_is_heard(date) -%}
    {{ date }} >= (
        select case when count(first_covered_date) = 4 then max(first_covered_date) end
        from {{ ref("int_source_coverage__measured") }}
        where feed in ('child_welfare__reports', 'child_welfare__placements', 'corrections__bookings', 'coc__hmis')
    )
{%- endmacro %}

{#
The subgroup columns of a question's outcomes, none of them ever null: what the person is, and was involved in before.

people      alias of int_person_attributes__resolved, left-joined on the person whose subgroups these are
involved    alias of int_prior_involvement__dated, left-joined on the same person
index_date  the day of the person's index event: involvement before it
age_date    the day of the age; none: the index date

Tract is in no feed yet, so no table is cut by it.
#}
{% macro person_subgroups(people, involved, index_date, age_date=none) %}
    coalesce({{ people }}.sex, 'unknown') as sex,
    coalesce({{ people }}.race_ethnicity, 'unknown') as race_ethnicity,
    {{ age_band(people ~ ".birth_month", age_date or index_date) }} as age_band,
    coalesce({{ people }}.language, 'unknown') as language,
    case when {{ people }}.has_disability then 'yes' when not {{ people }}.has_disability then 'no' else 'unknown' end
        as disability,
    coalesce({{ people }}.county_code, 'unknown') as county,
    case
        when {{ involved }}.first_involved_date < {{ index_date }} then 'yes'
        when {{ involvement_is_heard(index_date) }} then 'no'
        else 'unknown'
    end as prior_involvement,
    coalesce({{ people }}.link_band, 'unknown') as link_band
{%- endmacro %}
