{# Where a child is cared for, from ACF-801's type of care; whether it is licensed is another column. #}
{% macro care_setting(column) %}
    case
        when {{ column }} in ('01', '05', '06') then 'home_of_child'
        when {{ column }} in ('02', '07', '08') then 'family_home'
        when {{ column }} in ('03', '09', '10') then 'group_home'
        when {{ column }} in ('04', '11') then 'centre'
    end
{%- endmacro %}
