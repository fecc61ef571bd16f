-- One row per record, program and span of a spell of service that a contract declares.
-- Rendered from data_contracts/sources/ by `twogen contracts render`. Do not edit: change the contract.
select
    cast(null as varchar) as record_id,
    cast(null as varchar) as person_id,
    cast(null as varchar) as agency,
    cast(null as varchar) as feed,
    cast(null as varchar) as program,
    cast(null as integer) as lag_days,
    cast(null as date) as start_date,
    cast(null as date) as end_date,
    cast(null as bigint) as spell_count
where false
