-- One row per person, attribute, value and kind of record that states it.
-- Rendered from data_contracts/sources/ by `twogen contracts render`. Do not edit: change the contract.
{{ stated_attributes(ref('stg_behavioral_health__services__clients'),
    'behavioral_health', ['person'], 'person', ['person'], []) }} union all
{{ stated_attributes(ref('stg_behavioral_health__services__admissions'),
    'behavioral_health', ['person'], 'person', ['person'], []) }} union all
{{ stated_attributes(ref('stg_behavioral_health__services__services'),
    'behavioral_health', ['person'], 'person', ['person'], []) }} union all
{{ stated_attributes(ref('stg_child_welfare__placements__child'),
    'child_welfare', ['child'], 'child', ['child'], []) }} union all
{{ stated_attributes(ref('stg_child_welfare__placements__parent'),
    'child_welfare', ['parent', 'child'], 'parent', ['parent'], []) }} union all
{{ stated_attributes(ref('stg_child_welfare__placements__removal'),
    'child_welfare', ['child'], 'child', ['child'], []) }} union all
{{ stated_attributes(ref('stg_child_welfare__placements__placement'),
    'child_welfare', ['child', 'caregiver'], 'caregiver', ['caregiver'], []) }} union all
{{ stated_attributes(ref('stg_child_welfare__reports__client'),
    'child_welfare', ['person'], 'person', ['person'], []) }} union all
{{ stated_attributes(ref('stg_child_welfare__reports__child'),
    'child_welfare', ['child'], 'child', ['child'], []) }} union all
{{ stated_attributes(ref('stg_child_welfare__reports__caregiver'),
    'child_welfare', ['child', 'caregiver'], 'child', ['child'], []) }} union all
{{ stated_attributes(ref('stg_child_welfare__reports__allegation'),
    'child_welfare', ['child', 'person'], 'child', ['child'], []) }} union all
{{ stated_attributes(ref('stg_coc__hmis__client'),
    'coc', ['person'], 'person', ['person'], []) }} union all
{{ stated_attributes(ref('stg_coc__hmis__enrollment'),
    'coc', ['person'], 'person', ['person'], []) }} union all
{{ stated_attributes(ref('stg_coc__hmis__exit'),
    'coc', ['person'], 'person', ['person'], []) }} union all
{{ stated_attributes(ref('stg_coc__hmis__services'),
    'coc', ['person'], 'person', ['person'], []) }} union all
{{ stated_attributes(ref('stg_coc__hmis__incomebenefits'),
    'coc', ['person'], 'person', ['person'], []) }} union all
{{ stated_attributes(ref('stg_corrections__bookings__booking'),
    'corrections', ['person'], 'person', ['person'], []) }} union all
{{ stated_attributes(ref('stg_early_learning__head_start'),
    'early_learning', ['person'], 'person', ['person'], []) }} union all
{{ stated_attributes(ref('stg_early_learning__prek'),
    'early_learning', ['child', 'guardian'], 'child', ['child'], []) }} union all
{{ stated_attributes(ref('stg_education__assessments'),
    'education', ['person'], 'person', ['person'], []) }} union all
{{ stated_attributes(ref('stg_education__attendance'),
    'education', ['person'], 'person', ['person'], []) }} union all
{{ stated_attributes(ref('stg_education__kindergarten_readiness'),
    'education', ['person'], 'person', ['person'], []) }} union all
{{ stated_attributes(ref('stg_ems__responses'),
    'ems', ['person'], 'person', ['person'], []) }} union all
{{ stated_attributes(ref('stg_family_services__child_care_subsidy'),
    'family_services', ['parent', 'child_1', 'child_2', 'child_3', 'child_4'], 'parent', ['parent', 'child_1', 'child_2', 'child_3', 'child_4'], []) }} union all
{{ stated_attributes(ref('stg_health__births'),
    'health', ['child', 'mother', 'father'], 'child', ['child'], ['child']) }} union all
{{ stated_attributes(ref('stg_health__deaths'),
    'health', ['decedent'], 'decedent', ['decedent'], []) }} union all
{{ stated_attributes(ref('stg_human_services__snap__member'),
    'human_services', ['person', 'head_of_household'], 'person', ['person'], []) }} union all
{{ stated_attributes(ref('stg_human_services__tanf__adult'),
    'human_services', ['person'], 'person', ['person'], []) }} union all
{{ stated_attributes(ref('stg_human_services__tanf__child'),
    'human_services', ['child', 'head_of_household'], 'child', ['child'], []) }} union all
{{ stated_attributes(ref('stg_labor__ui_wages'),
    'labor', ['person'], 'person', ['person'], []) }} union all
{{ stated_attributes(ref('stg_labor__wioa'),
    'labor', ['person'], 'person', ['person'], []) }} union all
{{ stated_attributes(ref('stg_medicaid__claims'),
    'medicaid', ['member'], 'member', ['member'], []) }} union all
{{ stated_attributes(ref('stg_medicaid__eligibility__elg00002'),
    'medicaid', ['member'], 'member', ['member'], []) }} union all
{{ stated_attributes(ref('stg_medicaid__eligibility__elg00005'),
    'medicaid', ['member'], 'member', ['member'], []) }} union all
{{ stated_attributes(ref('stg_medicaid__eligibility__elg00021'),
    'medicaid', ['member'], 'member', ['member'], []) }} union all
{{ stated_attributes(ref('stg_water__accounts__account'),
    'water', ['person'], 'person', ['person'], []) }}
