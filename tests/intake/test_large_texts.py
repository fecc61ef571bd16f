"""Texts as large as memory allows: read in pieces where a whole copy is not needed, and with the same result."""

import pytest

from orchestration.intake import encodings
from orchestration.intake.encodings import clean_text
from orchestration.intake.unreadable import DeliveryUnreadable
from tests.intake.conftest import ROLL, roll, roll_row

TEXT = "name\nÀgnès Müller\nJosé “Pepe” Núñez\n"


def refuse(*said, **more):
    return DeliveryUnreadable(ROLL, *said, **more)


@pytest.mark.parametrize("piece", [1, 2, 3, 5, 2**20])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_letters_that_lie_across_two_pieces_are_read(monkeypatch, piece, encoding):
    monkeypatch.setattr(encodings, "DECODED_AT_ONCE", piece)
    assert clean_text(TEXT.encode(encoding), encoding, refuse) == TEXT.encode("utf-8")


@pytest.mark.parametrize("piece", [1, 3, 2**20])
def test_a_letter_cut_short_at_the_end_is_no_utf_8(monkeypatch, piece):
    monkeypatch.setattr(encodings, "DECODED_AT_ONCE", piece)
    with pytest.raises(DeliveryUnreadable, match="1 line is not valid utf-8"):
        clean_text("name\nMül".encode()[:-2], "utf-8", refuse)


@pytest.mark.parametrize(("sent", "copied"), [(b"a,b\n1,2\n", False), (b"a,b\n1,2", True), (b"a,b\n1,2\n\n\n", True)])
def test_a_clean_text_is_not_copied(sent, copied):
    clean = clean_text(sent, "utf-8", refuse)
    assert clean == b"a,b\n1,2\n"
    assert (clean is not sent) is copied


def test_rows_of_one_delivery_alone_come_into_force_as_they_stand(county):
    county.deliver(ROLL, "roll_2026-08.txt", roll(roll_row("0001")))
    (raw,) = county.places.raw.rglob("*.parquet")
    in_force = county.places.in_force / f"{ROLL.tables[0].name}.parquet"
    assert in_force.read_bytes() == raw.read_bytes()
    county.deliver(ROLL, "roll_2026-09.txt", roll(roll_row("0002", seen="09/05/2026")))
    assert in_force.read_bytes() != raw.read_bytes()
    assert len(county.in_force(ROLL.feed, "row_number")) == 2
