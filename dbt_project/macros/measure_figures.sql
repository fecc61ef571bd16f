{#
What a report may say of a cell besides its counts: the matched share, the mean and the matched mean, the means' standard
errors, and of how many people of equal weight the matched are worth, at every level.

A chain of CTEs that ends in `figures`: one row per measure, exposure and subgroup. Reads `at_levels`. A figure is
withheld at every level where at any level 1 to 10 people or families make it, or one of them makes more than half of
it, of an error of its squares (of a matched share: carries more than a tenth of the weight of yes or of no). The rest is
rounded so that five numerators stay possible to whoever knows the denominator: a share in steps of 5 people, a mean in
steps of 5 units of its sum, and of at least what one person of ordinary size moves it; an error up, in steps of a tenth or
more of itself. `_step` is that step.
#}
{% macro measure_figures(keys, levels) %}
{%- set base = var("rounding_base") -%}
{%- set fewest = {"people": "(people_near - count_base / 2.0)", "matched": "(matched_near - " ~ base / 2 ~ ")"} -%}
    figures_exact as (
        select
            known.link_level,
            {% for key in keys %}
            known.{{ key }},
            {% endfor %}
            known.{{ measure_columns() | join(", known.") }},
            known.count_base,
            {{ round_count("known.people_count", "known.count_base") }} as people_near,
            {{ round_count("known.matched_count", base) }} as matched_near,
            known.value_sum / nullif(known.people_count, 0) as value_mean,
            known.value_size / nullif(known.people_count, 0) as ordinary_value,
            met.matched_weight / nullif(known.matched_weight, 0) as matched_share,
            known.matched_value_sum / nullif(known.matched_weight, 0) as matched_mean,
            known.matched_value_size / nullif(known.matched_weight, 0) as ordinary_matched_value,
            known.matched_weight_largest / nullif(known.matched_weight, 0) as heaviest_share,
            {{ base }} * floor(
                power(known.matched_weight, 2) / nullif(known.matched_weight_squares, 0) / {{ base }}
            ) as effective_people,
            case
                when {{ is_small("known.protected_count") }} or {{ is_small("known.nonzero_count") }} then 1
                when known.value_largest * 2 > known.value_size then 1
                else 0
            end as is_mean_hidden,
            case when known.value_squares_largest * 2 > known.value_squares then 1 else 0 end as are_squares_of_few,
            case when known.matched_value_squares_largest * 2 > known.matched_value_squares then 1 else 0 end
                as are_matched_squares_of_few,
            case
                {% for cell in ["known", "met", "unmet"] %}
                when {{ is_small(cell ~ ".matched_protected_count") }} then 1
                {% endfor %}
                {% for cell in ["met", "unmet"] %}
                when
                    {{ cell }}.matched_weight > 0
                    and greatest(known.matched_weight_largest, {{ cell }}.matched_weight_largest) * 10
                    > {{ cell }}.matched_weight
                    then 1
                {% endfor %}
                else 0
            end as is_matched_share_hidden,
            case
                when {{ is_small("known.matched_protected_count") }} or {{ is_small("known.matched_nonzero_count") }} then 1
                when known.matched_value_largest * 2 > known.matched_value_size then 1
                else 0
            end as is_matched_mean_hidden
        from at_levels as known
        {% for cell, answer in {"met": "yes", "unmet": "no"}.items() %}
        left join at_levels as {{ cell }}
            on
                known.link_level = {{ cell }}.link_level
                {% for key in keys %}
                and known.{{ key }} = {{ cell }}.{{ key }}
                {% endfor %}
                and {{ cell }}.answer = '{{ answer }}'
        {% endfor %}
        where known.answer = 'known'
    ),

    figures_spread as (
        select
            *,
            greatest(is_mean_hidden, are_squares_of_few) as is_mean_error_hidden,
            greatest(
                is_matched_mean_hidden,
                are_matched_squares_of_few,
                case when effective_people <= {{ var("largest_hidden_count") }} then 1 else 0 end
            ) as is_matched_mean_error_hidden,
            sqrt(
                greatest(value_squares / nullif(people_count, 0) - power(value_mean, 2), 0) / nullif(people_count - 1, 0)
            ) as value_mean_error,
            sqrt(
                greatest(matched_value_squares / nullif(matched_weight, 0) - power(matched_mean, 2), 0)
                / nullif(effective_people, 0)
            ) as matched_mean_error
        from figures_exact
    ),

    figures_stepped as (
        select
            *,
            {% for error in ["value_mean_error", "matched_mean_error"] %}
            {{ _stride_of("greatest(" ~ error ~ " / 10, 0.01)") }} as {{ error }}_step,
            {% endfor %}
            {{ _stride_of("greatest(greatest(ordinary_value, " ~ base ~ ") / " ~ fewest.people ~ ", 0.01)") }}
                as value_mean_step,
            {{ _stride_of("greatest(" ~ base ~ " / " ~ fewest.matched ~ ", " ~ base ~ " * heaviest_share, 0.001)") }}
                as matched_share_step,
            {{ _stride_of("greatest(greatest(ordinary_matched_value, " ~ base ~ ") / " ~ fewest.matched ~ ", 0.01)") }}
                as matched_mean_step
        from figures_spread
    ),

    figures as (
        select
            {{ keys | join(", ") }},
            max(matched_count) as most_matched_count,
            {% for figure, parts in figures_made_of().items() %}
            max({{ parts.people }}) as {{ figure }}_people,
            min({{ parts.protected }}) as {{ figure }}_protected,
            min({{ parts.size }}) as {{ figure }}_size,
            max({{ parts.largest }}) as {{ figure }}_largest,
            max(is_{{ figure | replace("value_", "") }}_hidden) as is_{{ figure }}_of_few,
            {% endfor %}
            {% for figure in figures_made_of() %}
            {% set to_step = "ceil" if figure.endswith("_error") else "round" %}
            {% for level in link_levels() %}
            cast(
                {% if level in levels %}
                case when max(is_{{ figure | replace("value_", "") }}_hidden) = 0 then max(
                    case when link_level = '{{ level }}' then {{ to_step }}({{ figure }} / {{ figure }}_step) * {{ figure }}_step end
                ) end
                {% else %}
                null
                {% endif %}
                as decimal(18, {{ scale_of(figure) }})
            ) as {{ figure }}{{ level_suffix(level) }},
            {% endfor %}
            max({{ figure }}_step) as {{ figure }}_step,
            {% endfor %}
            {% for level in link_levels() %}
            cast(max(
                case when link_level = '{{ level }}' and effective_people > {{ var("largest_hidden_count") }} then effective_people end
            ) as integer) as matched_effective_count{{ level_suffix(level) }}{{ "," if not loop.last }}
            {% endfor %}
        from figures_stepped
        group by {{ keys | join(", ") }}
    )
{%- endmacro %}
