"""The county is as hard as it says: rates measured in what the agencies wrote, against the lives."""

import numpy as np
import pytest

from orchestration.rehearsal.difficulty import Difficulty, Slips
from orchestration.rehearsal.records import births, clients, wages
from orchestration.rehearsal.spelling import plain, upper
from tests.rehearsal.conftest import Told, told

USUAL = Difficulty()


def share(condition: np.ndarray) -> float:
    return float(np.mean(condition))


def near(rate: float, count: int) -> object:
    """Four standard errors of a share, and a tenth of it."""
    return pytest.approx(rate, abs=4 * (rate * (1 - rate) / count) ** 0.5 + 0.1 * rate)


def parents_ssn(usual: Told) -> np.ndarray:
    values, fathers = usual.births.values, usual.births.persons["father"] >= 0
    return np.concatenate([values["MOM_SSN"], values["DAD_SSN"][fathers]])


def test_ssn_is_absent_for_the_declared_share_of_parents(usual):
    ssn = parents_ssn(usual)
    assert share(ssn == b"") == near(births.RATES.ssn_absent, len(ssn))


def test_ssn_of_hmis_clients_is_absent_or_cut_as_declared(usual):
    ssn = usual.hmis.clients.values["SSN"]
    assert share(ssn == b"") == near(clients.RATES.ssn_absent, len(ssn))
    cut = np.strings.startswith(ssn, b"xxxxx")
    assert share(cut) == near(clients.RATES.ssn_last4, len(ssn))
    assert set(usual.hmis.clients.values["SSNDataQuality"][cut]) == {b"2"}
    assert np.all(np.strings.isdigit(np.strings.slice(ssn[cut], 5, 9)))


def test_one_in_a_hundred_numbers_is_wrong(usual):
    mother, values = usual.births.persons["mother"], usual.births.values
    own = usual.county.numbers.own[mother]
    written = np.where(values["MOM_SSN"] == b"", b"-1", values["MOM_SSN"]).astype(np.int64)
    real = (written >= 0) & ~np.isin(values["MOM_SSN"], (b"999999999", b"111111111", b"123456789", b"000000000"))
    expected = USUAL.ssn_wrong + births.RATES.ssn_parents_swapped
    assert share(written[real] != own[real]) == near(expected, int(real.sum()))


def test_two_in_a_hundred_earners_work_on_anothers_number(usual):
    numbers, earners = usual.county.numbers, np.unique(usual.wages.persons["person"])
    elsewhere = numbers.worked[earners] != numbers.own[earners]
    assert 0.7 * USUAL.ssn_borrowed < share(elsewhere) < 1.6 * USUAL.ssn_borrowed
    lent = numbers.worked[earners][elsewhere]
    assert share(np.isin(lent, numbers.own[numbers.own >= 0])) > 0.3


def test_numbers_are_valid_and_no_two_people_own_one(usual):
    own = usual.county.numbers.own[usual.county.numbers.own >= 0]
    assert len(np.unique(own)) == len(own)
    area, group, serial = own // 1_000_000, own // 10_000 % 100, own % 10_000
    assert np.all((area > 0) & (area < 900) & (area != 666) & (group > 0) & (serial > 0))


def test_some_clients_have_two_numbers(usual):
    person = usual.hmis.clients.person
    doubled = len(person) - len(np.unique(person))
    assert doubled / len(np.unique(person)) == near(clients.RATES.duplicate_client, len(person))
    client_person = usual.hmis.clients.person[usual.hmis.client]
    assert np.array_equal(client_person, usual.county.stays.person)


def test_birth_dates_are_wrong_more_often_in_hmis_than_on_births(usual):
    from orchestration.rehearsal.days import written

    people = usual.county.people
    hmis = usual.hmis.clients.values["DOB"] != written(people.birth[usual.hmis.clients.person])
    births = usual.births.values["MDOB"] != written(people.birth[usual.births.persons["mother"]])
    slips = clients.RATES.slips
    expected = slips.date_missing + slips.date_placeholder + slips.date_wrong + 0.38 * slips.date_swapped
    assert share(hmis) == near(expected, len(hmis))
    assert 0.005 < share(births) < 0.02


def test_newborns_are_unnamed_at_the_declared_rate(usual):
    first = usual.births.values["KIDFNAME"]
    assert share(np.isin(first, (b"", b"BABY GIRL", b"BABY BOY"))) == near(births.RATES.newborn_unnamed, len(first))
    girls = first == b"BABY GIRL"
    assert np.all(usual.county.people.sex[usual.births.persons["child"][girls]] == 0)


def test_wages_cut_names_and_know_only_an_initial(usual):
    values = usual.wages.values
    assert values["FIRST_NAME"].dtype.itemsize <= 15
    assert values["LAST_NAME"].dtype.itemsize <= 20
    first = values["FIRST_NAME"]
    assert share(first == b"") == pytest.approx(wages.RATES.name_blank, rel=0.3)
    assert share(np.strings.str_len(first) == 1) == pytest.approx(wages.RATES.initial_only, rel=0.3)


def test_wives_are_sometimes_written_under_the_name_they_were_born_with(usual):
    county, values, mother = usual.county, usual.births.values, usual.births.persons["mother"]
    surnames = county.naming.surnames
    at_birth = tuple(column[0, mother] for column in (surnames.first, surnames.second, surnames.style))
    now = surnames.at(mother, county.people.birth[usual.births.persons["child"]])
    changed = at_birth[0] != now[0]
    maiden = upper(plain(county.naming.surname_text(at_birth)))
    assert share(changed) > 0.25
    assert share(values["MOMLNAME"][changed] == maiden[changed]) == near(births.RATES.slips.stale_surname, int(changed.sum()))
    assert share(values["MOMMAIDN"] == maiden) == 1.0


def test_two_surnames_are_split_in_several_ways(usual):
    county, rows = usual.county, usual.county.enrolments
    two = county.naming.surnames.second[0, rows.person] >= 0
    person, last = rows.person[two], plain(usual.school.values["LastName"][two])
    surnames = county.naming.surnames
    first, second = (plain(county.naming.book.surnames[column[0, person]]) for column in (surnames.first, surnames.second))
    ways = {
        "both": share((np.strings.find(last, first) == 0) & (np.strings.find(last, second) > 0)),
        "first only": share(last == first),
        "second only": share(last == second),
    }
    assert ways["both"] > 0.6
    assert ways["first only"] > 0.04
    assert ways["second only"] > 0.02


def test_scaled_difficulty_triples_every_rate():
    tripled = USUAL.scaled(3)
    assert tripled.ssn_wrong == pytest.approx(0.03)
    assert tripled.of(clients.RATES).slips.typo == pytest.approx(3 * clients.RATES.slips.typo)
    assert tripled.of(wages.RATES).slips.suffix_missing == 0.95
    assert isinstance(tripled.of(births.RATES).slips, Slips)
    assert USUAL.scaled(0).of(clients.RATES).ssn_absent == 0
    assert USUAL.of(clients.RATES) == clients.RATES


def test_without_mistakes_every_name_is_as_the_family_writes_it():
    easy = told(USUAL.scaled(0), people=2_000)
    child, naming = easy.births.persons["child"], easy.county.naming
    assert np.array_equal(easy.births.values["KIDFNAME"], upper(plain(naming.book.first_names[naming.first[child]])))
    mother = easy.births.persons["mother"]
    own = easy.county.numbers.own[mother] >= 0
    assert np.all((easy.births.values["MOM_SSN"] != b"") == own)


def test_without_ssn_no_agency_but_labor_has_one():
    blind = told(USUAL.without_ssn(), people=2_000)
    assert set(parents_ssn(blind)) == {b""}
    assert set(blind.hmis.clients.values["SSN"]) == {b""}
    assert share(blind.wages.values["SSN"] != b"") == 1.0
