{# The kinds of early care -> the feed that tells of each. #}
{% macro care_feeds() %}
    {{- return({
        "pre_k": "early_learning__prek",
        "head_start": "early_learning__head_start",
        "subsidised_care": "family_services__child_care_subsidy",
    }) -}}
{% endmacro %}

{# The settings of subsidised care (macro care_setting), and the rest. #}
{% macro care_settings() %}
    {{- return(["centre", "family_home", "group_home", "home_of_child", "unknown"]) -}}
{% endmacro %}

{# Months of care in bands; unknown where a feed does not tell. #}
{% macro care_band(months) %}
    case
        when {{ months }} is null then 'unknown'
        when {{ months }} = 0 then '0'
        when {{ months }} < {{ parameter("q1_middle_dose_months") }} then '1_to_5'
        when {{ months }} < {{ parameter("q1_high_dose_months") }} then '6_to_11'
        else '12_and_over'
    end
{%- endmacro %}

{% macro care_bands() %}
    {{- return(["0", "1_to_5", "6_to_11", "12_and_over", "unknown"]) -}}
{% endmacro %}

{# Sums of bands: those with a month of care, whom the children without one are compared with; and those below a year of
   it, since few have under half a year, and what hides them would hide the other bands. #}
{% macro care_band_totals() %}
    {{- return({"1_to_11": ["1_to_5", "6_to_11"], "1_and_over": ["1_to_11", "12_and_over"]}) -}}
{% endmacro %}
