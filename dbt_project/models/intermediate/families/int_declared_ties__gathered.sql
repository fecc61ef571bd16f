-- One row per feed, parent record, child record, roles and relation of a tie that a contract declares.
-- Rendered from data_contracts/sources/ by `twogen contracts render`. Do not edit: change the contract.
{{ declared_ties(
    ref('stg_child_welfare__placements__parent'),
    'child_welfare', 'child_welfare__placements', 'case', 'parent', 'child',
    {'relation_name': 'parent_relation_name'}
) }}
union all
{{ declared_ties(
    ref('stg_child_welfare__placements__placement'),
    'child_welfare', 'child_welfare__placements', 'foster_care', 'caregiver', 'child',
    {'start_date': 'start_date', 'end_date': 'end_date'}
) }}
union all
{{ declared_ties(
    ref('stg_child_welfare__reports__caregiver'),
    'child_welfare', 'child_welfare__reports', 'case', 'caregiver', 'child',
    {'relation_name': 'parent_relation_name'}
) }}
union all
{{ declared_ties(
    ref('stg_early_learning__prek'),
    'early_learning', 'early_learning__prek', 'guardianship', 'guardian', 'child',
    {'relation_name': 'parent_relation_name', 'start_date': 'start_date'}
) }}
union all
{{ declared_ties(
    ref('stg_family_services__child_care_subsidy'),
    'family_services', 'family_services__child_care_subsidy', 'case', 'parent', 'child_1',
    {'start_date': 'start_date'}
) }}
union all
{{ declared_ties(
    ref('stg_family_services__child_care_subsidy'),
    'family_services', 'family_services__child_care_subsidy', 'case', 'parent', 'child_2',
    {'start_date': 'start_date'}
) }}
union all
{{ declared_ties(
    ref('stg_family_services__child_care_subsidy'),
    'family_services', 'family_services__child_care_subsidy', 'case', 'parent', 'child_3',
    {'start_date': 'start_date'}
) }}
union all
{{ declared_ties(
    ref('stg_family_services__child_care_subsidy'),
    'family_services', 'family_services__child_care_subsidy', 'case', 'parent', 'child_4',
    {'start_date': 'start_date'}
) }}
union all
{{ declared_ties(
    ref('stg_health__births'),
    'health', 'health__births', 'birth', 'mother', 'child',
    {'start_date': 'start_date', 'recorded_date': 'recorded_date', 'is_void': 'is_void'}
) }}
union all
{{ declared_ties(
    ref('stg_health__births'),
    'health', 'health__births', 'birth', 'father', 'child',
    {'start_date': 'start_date', 'recorded_date': 'recorded_date', 'is_void': 'is_void'}
) }}
union all
{{ declared_ties(
    ref('stg_human_services__snap__member'),
    'human_services', 'human_services__snap', 'household', 'head_of_household', 'person',
    {'relation_name': 'relationship_name', 'start_date': 'start_date', 'end_date': 'end_date'}
) }}
union all
{{ declared_ties(
    ref('stg_human_services__tanf__child'),
    'human_services', 'human_services__tanf', 'case', 'head_of_household', 'child',
    {'relation_name': 'relationship_name', 'start_date': 'start_date'}
) }}
