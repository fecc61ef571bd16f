{#
Coarsened exact matching: a query with one row per unit of `units` (a CTE or relation) and its `match_weight`.

Units are compared only inside their stratum, one for each combination of the columns in `strata`, which must be known
before the index date and already coarse. A stratum counts when it has both kinds of unit. Treated units there weigh 1,
comparison units (treated in the stratum / comparison in the stratum) x (comparison matched / treated matched), so that
their weights add up to their number and their strata weigh what the treated units' do. Everyone else has no weight:
null, never zero. A null in a stratum is a value like any other: unknown is matched with unknown only.

treated     SQL condition on a unit: true treated, false comparison, null neither
apart       columns that part the units into populations matched each for itself (parents and children)

The model that asks for weights is tagged: its rows hang on everyone's, and are never made for a part of the people.
#}
{% macro coarsened_exact_weights(units, treated, strata, apart=[]) %}
    {{- config(tags=["intermediate", "of_everyone"]) -}}
    {%- set population = "partition by " ~ apart | join(", ") if apart else "" %}
    {%- set stratum = "partition by " ~ (apart + strata) | join(", ") %}
    select
        *,
        case
            when treated_in_stratum * comparison_in_stratum > 0 and {{ treated }} then 1.0
            when treated_in_stratum * comparison_in_stratum > 0 and not ({{ treated }})
                then
                    (treated_in_stratum * 1.0 / comparison_in_stratum)
                    * (comparison_matched * 1.0 / treated_matched)
        end as match_weight
    from (
        select
            *,
            sum(case when {{ treated }} and comparison_in_stratum > 0 then 1 else 0 end) over ({{ population }})
                as treated_matched,
            sum(case when not ({{ treated }}) and treated_in_stratum > 0 then 1 else 0 end) over ({{ population }})
                as comparison_matched
        from (
            select
                *,
                sum(case when {{ treated }} then 1 else 0 end) over ({{ stratum }}) as treated_in_stratum,
                sum(case when not ({{ treated }}) then 1 else 0 end) over ({{ stratum }}) as comparison_in_stratum
            from {{ units }}
        ) as counted_in_strata
    ) as counted_overall
{%- endmacro %}
