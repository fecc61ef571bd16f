{# The spells of a staging model's rows, whichever of their persons they serve; the same said twice is one row with a count. #}
{% macro declared_spells(spells, agency, feed, program, lag_days, roles) %}
select
    record_id,
    person_id,
    '{{ agency }}' as agency,
    '{{ feed }}' as feed,
    '{{ program }}' as program,
    {{ lag_days }} as lag_days,
    start_date,
    end_date,
    count(*) as spell_count
from (
    {% for role in roles %}
    select
        {{ role }}_record_id as record_id,
        {{ "person_id" if role == "person" else role ~ "_person_id" }} as person_id,
        start_date,
        end_date
    from {{ spells }}
    {{ "union all" if not loop.last }}
    {% endfor %}
) as served
where record_id is not null
group by record_id, person_id, start_date, end_date
{% endmacro %}
