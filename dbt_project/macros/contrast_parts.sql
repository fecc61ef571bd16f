{# Parts of `measure_contrasts`; no model calls these. #}

{# What is contrasted: everyone with an answer, and the matched. #}
{% macro contrasted() %}
    {{- return(["bare", "matched"]) -}}
{% endmacro %}

{# A CTE `figures`: a row of the report twice at every level, with its share or mean, how far rounding may have moved that, and
   its 95 % limits. Counts are within half the base, and one shown as 15 is 11 at least: together they move no share by more
   than 5 people. What is added to a limit is half a step, of a share of counts the numerator's. #}
{% macro _contrast_figures(keys) -%}
{%- set base = var("rounding_base") -%}
arms as (
    {% for level in link_levels() %}
    {% set at = level_suffix(level) %}
    select
        {{ keys | join(", ") }},
        measure_kind,
        '{{ level }}' as link_level,
        'bare' as contrast_name,
        coalesce(met_share{{ at }}, value_mean{{ at }}) as figure,
        case when measure_kind = 'share' then {{ base }}.0 / nullif(people_count{{ at }}, 0) else value_mean_step / 2 end
            as rounding,
        case when measure_kind = 'share' then {{ base / 2 }} / nullif(people_count{{ at }}, 0) else value_mean_step / 2 end
            as half_step,
        nullif(people_count{{ at }}, 0) as worth_people,
        value_mean_error{{ at }} as error
    from report
    union all by name
    select
        {{ keys | join(", ") }},
        measure_kind,
        '{{ level }}' as link_level,
        'matched' as contrast_name,
        coalesce(matched_share{{ at }}, matched_mean{{ at }}) as figure,
        coalesce(matched_share_step, matched_mean_step) / 2 as rounding,
        coalesce(matched_share_step, matched_mean_step) / 2 as half_step,
        matched_effective_count{{ at }} as worth_people,
        matched_mean_error{{ at }} as error
    from report
    {{ "union all by name" if not loop.last }}
    {% endfor %}
),

arms_moved as (
    select
        *,
        greatest(figure - half_step, 0) as low_share,
        least(figure + half_step, 1) as high_share
    from arms
),

figures as (
    select
        *,
        case when measure_kind = 'share' then {{ _wilson_limit("low_share", "-") }} else figure - half_step - 1.96 * error end
            as figure_least,
        case when measure_kind = 'share' then {{ _wilson_limit("high_share", "+") }} else figure + half_step + 1.96 * error end
            as figure_most
    from arms_moved
)
{%- endmacro %}

{# Wilson's 95 % limit of a share, the lower or the upper one (-, +). #}
{% macro _wilson_limit(share, sign) -%}
    {%- set z, squared = 1.96, 3.8416 -%}
    (
        {{ share }} + {{ squared }} / 2 / worth_people
        {{ sign }} {{ z }} * sqrt({{ share }} * (1 - {{ share }}) / worth_people + {{ squared }} / 4 / power(worth_people, 2))
    ) / (1 + {{ squared }} / worth_people)
{%- endmacro %}

{# A CTE `differences`: one row per contrast, level and kind of figure, with an interval made of the limits of both (of shares
   Newcombe's), and `is_another`, whether the answer is not that of the balanced level. #}
{% macro _contrast_differences(shared, keys, exposures, comparison) -%}
subtracted as (
    select
        exposed.{{ keys | join(", exposed.") }},
        exposed.contrast_name,
        exposed.link_level,
        cast(exposed.figure - comparison.figure as decimal(18, 4)) as difference,
        cast(exposed.figure - comparison.figure - sqrt(
            power(exposed.figure - exposed.figure_least, 2) + power(comparison.figure_most - comparison.figure, 2)
        ) as decimal(18, 4)) as difference_least,
        cast(exposed.figure - comparison.figure + sqrt(
            power(exposed.figure_most - exposed.figure, 2) + power(comparison.figure - comparison.figure_least, 2)
        ) as decimal(18, 4)) as difference_most,
        exposed.rounding + comparison.rounding as rounding,
        {{ var("link_sensitivity") }} * case when exposed.measure_kind = 'number' then abs(comparison.figure) else 1 end
            as tolerance
    from figures as exposed
    inner join figures as comparison
        on
            {% for key in shared + ["contrast_name", "link_level"] %}
            {{ "and " if not loop.first }}exposed.{{ key }} = comparison.{{ key }}
            {% endfor %}
    where exposed.exposure_value in ('{{ exposures | join("', '") }}') and comparison.exposure_value = '{{ comparison }}'
),

beside_balanced as (
    select
        subtracted.*,
        balanced.difference as balanced_difference,
        balanced.tolerance as balanced_tolerance,
        abs(subtracted.difference - balanced.difference) as moved,
        subtracted.rounding + balanced.rounding as both_rounding,
        case when subtracted.difference_least > 0 or subtracted.difference_most < 0 then 1 else 0 end as is_clear,
        case when balanced.difference_least > 0 or balanced.difference_most < 0 then 1 else 0 end as is_balanced_clear,
        subtracted.difference_least + balanced.difference_least is not null as has_intervals,
        count(subtracted.difference) over (
            partition by subtracted.{{ keys | join(", subtracted.") }}, subtracted.contrast_name
        ) as levels_told
    from subtracted
    inner join subtracted as balanced
        on
            {% for key in keys + ["contrast_name"] %}
            subtracted.{{ key }} = balanced.{{ key }} and
            {% endfor %}
            balanced.link_level = 'balanced'
),

differences as (
    select
        *,
        case
            when moved <= both_rounding then 0
            when has_intervals and is_clear <> is_balanced_clear then 1
            when moved > balanced_tolerance or difference * balanced_difference < 0 then 1
            else 0
        end as is_another
    from beside_balanced
)
{%- endmacro %}
