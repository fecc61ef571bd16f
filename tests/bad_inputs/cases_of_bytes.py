"""Bytes that are not what was promised: encodings, line ends, quotes, archives that harm or are cut short, XML reaching out."""

import gzip
from dataclasses import replace

from tests.bad_inputs.bad_case import MARK, Case, of
from tests.bad_inputs.stay_files import STAYS, month, packed_month, raw, renamed_member, text, with_value
from tests.intake.conftest import HOMES, homes
from tests.intake.layout_files import CARE, care, child
from tests.intake.zips import archive, locked, zipped

PACKED = replace(STAYS, delivery=replace(STAYS.delivery, container="gzip"))
MEMBERS = (("Client.csv", "ID,FIRST\n1," + MARK + "\n"), ("Stay.csv", "ID,IN\n1,2026-08-01\n"))
BOMB = f"""<!DOCTYPE care [<!ENTITY a "{MARK}"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>"""
OUTSIDE = '<!DOCTYPE care [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
UNCLOSED = '"{word} and no end'

TEXTS = [
    Case("byte-order mark", raw(lambda made: b"\xef\xbb\xbf" + made), "accepted"),
    Case("UTF-16", raw(lambda made: made.decode().encode("utf-16")), "rejected", "file.encoding", 1, ("is UTF-16, not utf-8",)),
    Case("UTF-16 without mark", raw(lambda made: made.decode().encode("utf-16-le")), "rejected", "file.encoding", 1, ("UTF-16",)),
    Case(
        "Windows-1252", lambda word: with_value("NAME", "{word} Zoë", 3)(word).decode().encode("cp1252"), "rejected",
        "file.encoding", 3, ("3 lines are not valid utf-8", "not in another code page"),
    ),
    Case("NUL bytes", with_value("NAME", "{word}\0", 2), "rejected", "file.encoding", 2, ("2 lines hold NUL bytes",)),
    Case("CRLF", text(lambda made: made.replace("\n", "\r\n")), "accepted"),
    Case("CRLF and LF mixed", text(lambda made: made.replace("\n", "\r\n", 40)), "accepted"),
    Case(
        "CR only", text(lambda made: made.replace("\n", "\r")), "rejected", "file.line_ends", 101,
        ("101 carriage returns stand alone", "End every line with a line feed"),
    ),
    Case("unclosed quote", with_value("NAME", UNCLOSED, 1), "rejected", "file.fields", 1, ("the first in line 2",)),
    Case("quote inside a field", with_value("NAME", '"{word}" x', 1), "rejected", "file.fields", 1, ("the first in line 2",)),
    Case("no delimiter promised", text(lambda made: made.replace(",", ";")), "rejected", "file.columns", 11, ("none of the 11",)),
    Case("a zip instead", lambda word: archive(("stays.csv", month()(word))), "rejected", "file.layout", 1, ("is a zip",)),
    Case("DOS end of file", raw(lambda made: made + b"\x1a"), "accepted"),
]  # fmt: skip

GZIPS = of(
    PACKED, "stays_2026-08.csv",
    Case("gzip cut short", packed_month(lambda made: made[:-20]), "rejected", "file.gzip", 1, ("cut short or damaged",)),
    Case("gzip damaged", packed_month(lambda made: made[:-8] + b"\0" * 8), "rejected", "file.gzip", 1, ("cut short or damaged",)),
    Case(
        "gzip bomb", lambda word: gzip.compress(word.encode() * 2**18),
        "rejected", "file.gzip", 1, ("no more of it was unpacked",),
    ),
    Case("gzip that is plain", month(), "rejected", "file.gzip", 1, ("is not the gzip promised",)),
)  # fmt: skip

ZIPS = of(
    HOMES, "homes_2026-08.zip",
    Case("zip cut short", lambda word: homes(300)[:-200], "rejected", "file.zip", 1, ("cut short or damaged",)),
    Case("zip that is none", lambda word: f"ID,FIRST\n1,{word}\n".encode(), "rejected", "file.zip", 1, ("not the zip promised",)),
    Case(
        "zip bomb", lambda word: archive(("Client.csv", word * 2**18), MEMBERS[1]), "rejected", "file.zip", 1,
        ("nothing was unpacked",),
    ),
    Case("zip with a password", lambda word: locked(homes()), "rejected", "file.zip", 2, ("locked with a password",)),
    Case(
        "member out of the folder", lambda word: archive(("../Client.csv", MEMBERS[0][1]), MEMBERS[1]), "rejected",
        "file.members", 1, ("1 member has a path", "without a folder"),
    ),
    Case(
        "member with an absolute path", lambda word: archive(*MEMBERS, (f"/etc/{word}", word)), "rejected", "file.members", 1,
        ("1 member has a path",),
    ),
    Case(
        "member with a drive", lambda word: archive(("C:\\Client.csv", MEMBERS[0][1]), MEMBERS[1]), "rejected",
        "file.members", 1, ("1 member has a path",),
    ),
    Case(
        "member twice", lambda word: renamed_member(archive(*MEMBERS, ("Stay.csx", word)), "Stay.csx", "Stay.csv"), "rejected",
        "file.members", 1, ("1 are there twice",),
    ),
    Case(
        "member missing", lambda word: zipped(Client=f"ID,FIRST\n1,{word}\n"), "rejected", "file.members", 1,
        ("1 member is missing from the zip (Stay.csv)", "Put Stay.csv into the zip"),
    ),
    Case("member too many", lambda word: archive(*MEMBERS, (f"{word}.csv", word)), "accepted", "file.unpromised_members", 1),
)  # fmt: skip

XMLS = of(
    CARE, "care_2026-08.xml",
    Case("entity bomb", lambda word: care(child(first="&c;"), head=BOMB), "rejected", "file.doctype", 1, ("document type",)),
    Case(
        "external entity", lambda word: care(child(first="&a;"), head=OUTSIDE),
        "rejected", "file.doctype", 1, ("document type",),
    ),
    Case("XML cut short", lambda word: care(child(first=word))[:-9], "rejected", "file.xml", 1, ("cut short or damaged",)),
    Case(
        "element not promised", lambda word: care(child(more=f"<{word}>x</{word}>")), "rejected", "file.elements", 1,
        ("1 element or attribute is not promised",),
    ),
)  # fmt: skip

CASES = [*TEXTS, *GZIPS, *ZIPS, *XMLS]
