-- One row per record, program and span of a spell of service that a contract declares.
-- Rendered from data_contracts/sources/ by `twogen contracts render`. Do not edit: change the contract.
{{ declared_spells(
    ref('stg_behavioral_health__services__admissions'),
    'behavioral_health', 'behavioral_health__services', 'substance_use_treatment', 120, ['person']
) }}
union all
{{ declared_spells(
    ref('stg_child_welfare__placements__removal'),
    'child_welfare', 'child_welfare__placements', 'foster_care', 60, ['child']
) }}
union all
{{ declared_spells(
    ref('stg_corrections__bookings__booking'),
    'corrections', 'corrections__bookings', 'jail', 30, ['person']
) }}
union all
{{ declared_spells(
    ref('stg_early_learning__head_start'),
    'early_learning', 'early_learning__head_start', 'head_start', 90, ['person']
) }}
union all
{{ declared_spells(
    ref('stg_early_learning__prek'),
    'early_learning', 'early_learning__prek', 'pre_k', 60, ['child']
) }}
union all
{{ declared_spells(
    ref('stg_family_services__child_care_subsidy'),
    'family_services', 'family_services__child_care_subsidy', 'child_care_subsidy', 60, ['parent', 'child_1', 'child_2', 'child_3', 'child_4']
) }}
union all
{{ declared_spells(
    ref('stg_human_services__snap__member'),
    'human_services', 'human_services__snap', 'snap', 30, ['person']
) }}
union all
{{ declared_spells(
    ref('stg_human_services__tanf__adult'),
    'human_services', 'human_services__tanf', 'tanf', 45, ['person']
) }}
union all
{{ declared_spells(
    ref('stg_human_services__tanf__child'),
    'human_services', 'human_services__tanf', 'tanf', 45, ['child']
) }}
union all
{{ declared_spells(
    ref('stg_labor__wioa'),
    'labor', 'labor__wioa', 'wioa', 90, ['person']
) }}
union all
{{ declared_spells(
    ref('stg_medicaid__eligibility__elg00021'),
    'medicaid', 'medicaid__eligibility', 'medicaid', 90, ['member']
) }}
