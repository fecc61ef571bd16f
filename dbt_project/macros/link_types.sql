{# What a parent and a child are to each other, from the kind of tie, the role the contract gives the parent, and the
   relation the row tells. Null: no tie of a parent and a child (spouses, unrelated members, the head herself), or one the
   other way: the head's parent, whom int_implied_ties__gathered finds beside the head. #}
{% macro link_type() %}
    case
        when tie_kind = 'birth' then 'birth_parent'
        when tie_kind = 'adoption' then 'parent'
        when tie_kind = 'foster_care' or relation_name in ('foster_child_of_head', 'foster_parent') then 'foster_parent'
        when relation_name in ('child_of_head', 'mother', 'father', 'parent') then 'parent'
        when relation_name in ('stepchild_of_head', 'stepparent') then 'stepparent'
        when relation_name in ('ward_of_head', 'guardian') then 'guardian'
        when relation_name in ('grandchild_of_head', 'other_relative_of_head', 'grandparent', 'relative')
            then 'relative'
        when relation_name in ('head', 'partner_of_head', 'parent_of_head', 'unrelated_to_head') then null
        when relation_name is null and declared_parent_role in ('mother', 'father', 'parent') then 'parent'
        when declared_parent_role = 'guardian' then 'guardian'
        when declared_parent_role = 'head_of_household' then null
        else 'caregiver'
    end
{%- endmacro %}
