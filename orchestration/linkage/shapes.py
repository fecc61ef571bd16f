"""SQL from identifiers as agencies write them to the fields of a node: first cleaned one by one, then shaped for comparison.

Reads the temp tables `said`, `of_the_past`, `full_names`, `aliases`, `homes` and `nicks` that nodes.py lays out.
"""

from orchestration.linkage import addresses, contacts, standardise

FIELDS = standardise.listed(
    "first_std first_words first_forms first_initials first_sound middle_std last_std surname_words last_sound suffix birth_date"
    " birth_year sex ssn ssn_last4 home_std unit_std city_std zip5 phone email other_id"
)

CLEANED = f"""
    with lettered as (
        select
            record_id, table_name, role, row_number, period, street_address,
            coalesce({standardise.letters("first_name")}, spoken_first) as first_text,
            coalesce({standardise.letters("middle_name")}, spoken_middle) as middle_text,
            coalesce({standardise.letters("last_name")}, spoken_last) as last_text,
            spoken_suffix, spoken_between,
            {standardise.letters("maiden_name")} as maiden_text,
            alias_given, alias_surnames,
            {standardise.generation("suffix")} as suffix_text,
            {standardise.birth_date("birth_date", "period", "is_of_the_past")} as birth_date,
            {standardise.birth_year("birth_year", "period", "is_of_the_past")} as birth_year,
            case when sex in ('male', 'female') then sex end as sex,
            coalesce({standardise.full_ssn("ssn")}, {standardise.full_ssn("ssn_last4")}) as ssn,
            {standardise.last_four("ssn", "ssn_last4")} as ssn_last4,
            {addresses.unit("unit")} as unit_word,
            {standardise.letters("city")} as city_std,
            {addresses.zip_code("zip")} as zip5,
            {contacts.phone("phone")} as phone,
            {contacts.email("email")} as email,
            {contacts.other_id("other_id")} as other_id
        from said left join of_the_past using (table_name, role) left join full_names using (full_name)
        left join aliases using (alias)
    )
    select
        *, {standardise.given("first_text")} as first_name_std, {standardise.middle("middle_text")} as middle_name_std,
        {standardise.surname("last_text")} as last_name_std, {standardise.surname("maiden_text")} as maiden_name_std,
        coalesce(suffix_text, spoken_suffix, {standardise.suffix("last_text", "first_text", "middle_text")}) as suffix
    from lettered
"""

SHAPED = f"""
    with worded as (
        select
            cleaned.* replace (coalesce(year(birth_date), birth_year) as birth_year),
            replace(first_name_std, ' ', '') as first_std, replace(middle_name_std, ' ', '') as middle_std,
            replace(last_name_std, ' ', '') as last_std,
            list_filter(coalesce({standardise.words("first_name_std")}, []), lambda w: length(w) > 1) as first_words,
            {standardise.surname_words(("last_name_std", "maiden_name_std"), ("alias_surnames", "spoken_between"))}
                as surname_words,
            homes.home_std, coalesce(homes.unit_std, unit_word) as unit_std
        from cleaned left join homes using (street_address)
    ),
    meant as (
        select given.first_std, list_sort(list_distinct(flatten(list(nicks.canonicals)))) as canonicals
        from (select distinct first_std, unnest(first_words) as word from worded) as given
        inner join nicks on nicks.name = given.word
        group by given.first_std
    )
    select
        worded.*,
        list_sort(list_distinct(first_words || coalesce(meant.canonicals, []) || coalesce(alias_given, []))) as first_forms,
        substr(first_std, 1, 1) || coalesce(initials.initials, '') as first_initials,
        sounds.sound as first_sound, last_sounds.sound as last_sound
    from worded
    left join meant using (first_std)
    left join initials on initials.name = worded.first_std
    left join sounds on sounds.name = worded.first_std
    left join sounds as last_sounds on last_sounds.name = worded.last_std
"""

SOUNDS = f"""
    create temp table sounds as
    select name, {standardise.sound("name")} as sound
    from (select replace(first_name_std, ' ', '') as name from cleaned union select replace(last_name_std, ' ', '') from cleaned)
    where name is not null
"""
