{# Months of receipt, each with the number of its spell: a CTE or relation with one row per `unit` and receipt_month.
   A spell begins after `gap_months` or more months without; a shorter gap stays inside. #}
{% macro numbered_spells(months, unit, gap_months) %}
    select
        *,
        sum(is_spell_start) over (
            partition by {{ unit }}
            order by receipt_month
            rows between unbounded preceding and current row
        ) as spell_number
    from (
        select
            *,
            case
                when prior_receipt_month is null then 1
                when {{ months_between("prior_receipt_month", "receipt_month") }} > {{ gap_months }} then 1
                else 0
            end as is_spell_start
        from (
            select
                *,
                lag(receipt_month) over (partition by {{ unit }} order by receipt_month) as prior_receipt_month
            from {{ months }}
        ) as ordered
    ) as begun
{%- endmacro %}

{# The dates of a spell as far as the feed tells, as columns with their reasons. `spells` is the alias of rows with
   start_month, last_receipt_month and prior_receipt_month, `coverage` of the feed's left-joined coverage.
   A spell has ended only when the feed can be trusted for `gap_months` months after its last one. It is new when the
   `look_back_months` months before it are without receipt; unknown when the feed does not reach that far back. #}
{% macro spell_dates(spells, coverage, gap_months, look_back_months) %}
    {%- set last = spells ~ ".last_receipt_month" -%}
    {%- set start = spells ~ ".start_month" -%}
    {%- set has_ended -%}
        {{ last_day_of_month(dbt.dateadd("month", gap_months, last)) }} <= {{ coverage }}.reportable_through_date
    {%- endset -%}
    {%- set is_late = start ~ " > " ~ coverage ~ ".last_covered_date" -%}
    {%- set is_again = "coalesce(" ~ months_between(spells ~ ".prior_receipt_month", start) ~ " <= "
        ~ look_back_months ~ ", false)" -%}
    {{ start }},
    {{ last }},
    case when {{ has_ended }} then cast({{ dbt.dateadd("month", 1, last) }} as date) end as end_month,
    case when {{ has_ended }} then null else 'not_yet_reportable' end as end_null_reason,
    not {{ _is_unseen(start, gap_months, coverage) }} as is_start_observed,
    case
        when {{ is_again }} then false
        when {{ is_late }} or {{ _is_unseen(start, look_back_months, coverage) }} then null
        else true
    end as is_new,
    case
        when {{ is_again }} then null
        when {{ _is_unseen(start, look_back_months, coverage) }} then 'not_observed'
        when {{ is_late }} then 'not_yet_reportable'
    end as is_new_null_reason
{%- endmacro %}

{# Whether the months before a date begin earlier than the feed; true when the feed never came. #}
{% macro _is_unseen(date, months, coverage) -%}
    coalesce({{ dbt.dateadd("month", "-1 * " ~ months, date) }} < {{ coverage }}.first_covered_date, true)
{%- endmacro %}

{# How long a spell lasted, in bands of months with receipt. An open one is in the last band once it has reached it. #}
{% macro spell_band(received_months, end_month) %}
    case
        when {{ received_months }} >= 13 then '13_and_over'
        when {{ end_month }} is null then 'still_open'
        when {{ received_months }} <= 3 then '01_to_03'
        when {{ received_months }} <= 6 then '04_to_06'
        else '07_to_12'
    end
{%- endmacro %}

{# The quarters in which a family of Q2 is followed: from four before that of its index month to eight after. #}
{% macro q2_relative_quarters() %}
    {%- for number in range(-4, 9) %}
    select {{ number }} as relative_quarter
    {{ "union all" if not loop.last }}
    {%- endfor %}
{%- endmacro %}
