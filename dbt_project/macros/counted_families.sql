{#
The family each person is counted with where small cells are judged: one row per row of `people`, with `keys` and
`family_id`, never null. By the family definition in use, from `first_date` to `last_date` (SQL on a row of `people`): the
family the person is a parent of, else the one it is a member of, of several the first by id. Whoever is in none is a
family of its own.
#}
{% macro counted_families(people, keys, first_date, last_date) %}
    select
        people.{{ keys | join(",\n        people.") }},
        coalesce(
            min(case when members.member_role = 'parent' then members.family_id end),
            min(members.family_id),
            min({{ dbt.hash("people.person_id") }})
        ) as family_id
    from {{ people }} as people
    left join {{ ref("int_family_members__spelled") }} as members
        on
            people.person_id = members.person_id
            and members.family_definition = '{{ family_definition() }}'
            and members.start_month <= {{ last_date }}
            and {{ or_open("members.end_month") }} > {{ first_date }}
    group by people.{{ keys | join(", people.") }}
{%- endmacro %}
