{# The ties of a staging model's rows between two of their persons; the same said twice is one row with a count.
   `columns`: relation_name, start_date, end_date, recorded_date, is_void -> staging's column, where there is one. #}
{% macro declared_ties(rows, agency, feed, tie_kind, parent_role, child_role, columns) %}
select
    '{{ agency }}' as agency,
    '{{ feed }}' as feed,
    '{{ tie_kind }}' as tie_kind,
    '{{ parent_role }}' as declared_parent_role,
    '{{ child_role }}' as declared_child_role,
    relation_name,
    parent_record_id,
    parent_person_id,
    child_record_id,
    child_person_id,
    min(start_date) as start_date,
    case when count(*) = count(end_date) then max(end_date) end as end_date,
    max(recorded_date) as last_recorded_date,
    count(*) as row_count
from (
    select
        cast({{ columns.get("relation_name", "null") }} as {{ dbt.type_string() }}) as relation_name,
        {{ parent_role }}_record_id as parent_record_id,
        {{ "person_id" if parent_role == "person" else parent_role ~ "_person_id" }} as parent_person_id,
        {{ child_role }}_record_id as child_record_id,
        {{ "person_id" if child_role == "person" else child_role ~ "_person_id" }} as child_person_id,
        cast({{ columns.get("start_date", "null") }} as date) as start_date,
        cast({{ columns.get("end_date", "null") }} as date) as end_date,
        cast({{ columns.get("recorded_date", columns.get("start_date", "null")) }} as date) as recorded_date
    from {{ rows }}
    {% if "is_void" in columns %}where not coalesce({{ columns["is_void"] }}, false){% endif %}
) as stated
where parent_record_id is not null and child_record_id is not null
group by relation_name, parent_record_id, parent_person_id, child_record_id, child_person_id
{% endmacro %}
