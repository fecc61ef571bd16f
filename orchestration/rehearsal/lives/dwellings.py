"""Streets, ZIPs and dwellings of an invented county; dwellings are numbered from the cheapest to the dearest."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.series import count_before
from orchestration.rehearsal.spelling import counted

STATE, COUNTY_CODE, COUNTY_NAME = b"KY", b"901", b"Rehearsal"  # no county has this code
STATE_FIPS = b"21"
COUNTY_FIPS = STATE_FIPS + COUNTY_CODE
_CITIES = (b"Millbrook", b"Fairhaven", b"Cedar Falls", b"Harlan Springs", b"Lakeview", b"Stonebridge")
_WORDS = (
    b"Oak Maple Cedar Pine Elm Walnut Chestnut Birch Willow Sycamore Poplar Magnolia Dogwood Hickory Laurel Main "
    b"Church School Mill Market Station Depot Union Liberty Washington Jefferson Lincoln Jackson Madison Monroe Grant "
    b"Franklin Hamilton Adams Park Lake River Spring Hill Valley Meadow Forest Ridge Summit Prospect Highland Sunset "
    b"Garden Orchard Vine Rose Lily Holly Ivy Jasmine Center Front Water Bridge Canal College Academy Court Commerce "
    b"Broad High Pearl Pleasant Green King Queen Prince Duke Arlington Cambridge Oxford York Bristol Dover "
    b"Essex Kent Sussex Surrey Windsor Clinton Warren Wayne Harrison Taylor Pierce Hayes Garfield Arthur Cleveland"
).split()
_ENDINGS = (b"St", b"Ave", b"Rd", b"Dr", b"Ln", b"Ct", b"Pl", b"Blvd", b"Way", b"Ter")
_SIDES = (b"", b"", b"", b"N ", b"S ", b"E ", b"W ")


@dataclass(frozen=True)
class Dwellings:
    """One row per dwelling; the last one is the family shelter."""

    number: np.ndarray
    street: np.ndarray  # text
    unit: np.ndarray  # text, blank for a house
    zip: np.ndarray  # text
    city: np.ndarray  # text
    zone: np.ndarray  # school zone

    @property
    def shelter(self) -> int:
        return len(self.number) - 1

    def line(self, dwellings: np.ndarray) -> np.ndarray:
        """House number and street."""
        return np.strings.add(np.strings.add(counted(self.number[dwellings]), b" "), self.street[dwellings])


def built(rng: np.random.Generator, people: int) -> Dwellings:
    """About one dwelling a person, so that households seldom meet; cheap ones share buildings and have units."""
    count = max(500, people)
    rank = np.arange(count) / count
    flats = np.where(rank < 0.45, 12, np.where(rank < 0.6, 4, 1))
    building = np.floor(np.cumsum(1 / flats)).astype(np.int64)
    buildings = int(building[-1]) + 1
    names = np.array([side + word + b" " + end for word in _WORDS for end in _ENDINGS for side in _SIDES[2:]])
    streets = rng.permutation(names)[: max(60, min(len(names), count // 80))]
    zips = max(5, min(60, count // 4000))
    zone = np.clip((building / buildings + rng.normal(0, 0.12, buildings)[building]) * zips, 0, zips - 1).astype(np.int32)
    place = rng.integers(0, len(streets), buildings)
    number = rng.integers(10, 990, buildings) * 10 + rng.integers(0, 10, buildings)
    within = count_before(building)
    unit = np.strings.add(np.strings.add(b"Apt ", counted(within // 4 + 1)), np.array([b"A", b"B", b"C", b"D"])[within % 4])
    codes = np.array([b"409%02d" % code for code in range(zips)])
    towns = np.array(_CITIES)[np.minimum(np.arange(zips) * len(_CITIES) // zips, len(_CITIES) - 1)]
    last = lambda column, text: np.concatenate([column, np.array([text], column.dtype)])  # noqa: E731
    return Dwellings(
        number=last(number[building], 1200),
        street=last(streets[place[building]].astype("S28"), b"Harbor House Way"),
        unit=last(np.where(flats > 1, unit, b"").astype("S8"), b""),
        zip=last(codes[zone], codes[0]),
        city=last(towns[zone], towns[0]),
        zone=last(zone, 0),
    )
