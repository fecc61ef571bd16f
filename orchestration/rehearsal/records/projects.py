"""The continuum's projects and the export's own row."""

import numpy as np

from orchestration.rehearsal.days import day, written
from orchestration.rehearsal.files import Values
from orchestration.rehearsal.lives import shelter

# Per kind of project: for families, for single adults. The number is HUD's project type.
_PROJECTS = (
    ("1001", "Harbor House Family Shelter", shelter.SHELTER),
    ("1002", "Northside Family Shelter", shelter.SHELTER),
    ("1003", "Downtown Shelter", shelter.SHELTER),
    ("1004", "Warming Center", shelter.NIGHTS),
    ("1005", "Mission Overnight Beds", shelter.NIGHTS),
    ("1006", "Bridge Transitional Housing", shelter.TRANSITIONAL),
    ("1007", "Stepping Stone Families", shelter.TRANSITIONAL),
    ("1008", "Cedar Supportive Housing", shelter.SUPPORTIVE),
    ("1009", "Family Supportive Apartments", shelter.SUPPORTIVE),
    ("1010", "Street Outreach East", shelter.OUTREACH),
    ("1011", "Street Outreach West", shelter.OUTREACH),
    ("1012", "Rapid Rehousing Families", shelter.REHOUSING),
    ("1013", "Rapid Rehousing Singles", shelter.REHOUSING),
)
_FAMILY = {
    shelter.SHELTER: (b"1001", b"1002"),
    shelter.NIGHTS: (b"1004", b"1005"),
    shelter.TRANSITIONAL: (b"1007", b"1007"),
    shelter.SUPPORTIVE: (b"1009", b"1009"),
    shelter.OUTREACH: (b"1010", b"1011"),
    shelter.REHOUSING: (b"1012", b"1012"),
}
_SINGLE = _FAMILY | {
    shelter.SHELTER: (b"1003", b"1003"),
    shelter.TRANSITIONAL: (b"1006", b"1006"),
    shelter.SUPPORTIVE: (b"1008", b"1008"),
    shelter.REHOUSING: (b"1013", b"1013"),
}


def project_of(project_type: np.ndarray, family: np.ndarray, household: np.ndarray) -> np.ndarray:
    """The project of each stay: families and single adults go to different ones."""
    found = np.zeros(len(project_type), "S4")
    for kind in _FAMILY:
        for wanted, choice in ((True, _FAMILY[kind]), (False, _SINGLE[kind])):
            mine = (project_type == kind) & (family == wanted)
            found[mine] = np.array(choice)[household[mine] % 2]
    return found


def project_list() -> Values:
    """Project.csv: one row per project."""
    count = len(_PROJECTS)
    kinds = [kind for _, _, kind in _PROJECTS]
    opened = written(np.full(count, day(2005, 1, 1)))
    return {
        "ProjectID": np.array([number.encode() for number, _, _ in _PROJECTS]),
        "OrganizationID": np.array([b"%d" % (500 + row // 3) for row in range(count)]),
        "ProjectName": np.array([name.encode() for _, name, _ in _PROJECTS]),
        "OperatingStartDate": opened,
        "ContinuumProject": np.full(count, b"1"),
        "ProjectType": np.array([b"%d" % kind for kind in kinds]),
        "HousingType": np.array([b"" if kind == shelter.OUTREACH else b"1" for kind in kinds]),
        "RRHSubType": np.array([b"2" if kind == shelter.REHOUSING else b"" for kind in kinds]),
        "TargetPopulation": np.full(count, b"4"),
        "DateCreated": opened,
        "DateUpdated": opened,
        "UserID": np.full(count, b"0200"),
    }


def export_row(start: int, end: int, number: bytes) -> Values:
    """Export.csv: exactly one row."""
    one = lambda text: np.array([text])  # noqa: E731
    return {
        "ExportID": one(number),
        "SourceType": one(b"1"),
        "SourceID": one(b"KY-590"),
        "SourceName": one(b"Rehearsal County Continuum of Care"),
        "SourceContactFirst": one(b"Dana"),
        "SourceContactLast": one(b"Whitfield-Sample"),
        "SourceContactEmail": one(b"hmis-lead@coc.example.org"),
        "ExportDate": written(np.array([end + 1])),
        "ExportStartDate": written(np.array([start])),
        "ExportEndDate": written(np.array([end])),
        "SoftwareName": one(b"Rehearsal HMIS"),
        "SoftwareVersion": one(b"9.4"),
        "CSVVersion": one(b"2026 v1"),
        "ExportPeriodType": one(b"3"),
        "ExportDirective": one(b"2"),
        "HashStatus": one(b"1"),
        "ImplementationID": one(b"rehearsal"),
    }
