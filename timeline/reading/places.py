"""Place names in datelines, and the zone of a place, from CLDR (Babel).

CLDR names every country and, through the zone database, some four hundred cities. A country that keeps one time
has one zone; a city that a zone is named after has that zone. Anything else has no zone here: a guess would be
worse than none.
"""

from __future__ import annotations

from functools import lru_cache

# Names that news uses and CLDR does not.
_ALSO = {
    "britain": "GB", "burma": "MM", "cape verde": "CV", "czech republic": "CZ", "east timor": "TL", "england": "GB", "holland": "NL",
    "ivory coast": "CI", "macedonia": "MK", "northern ireland": "GB", "scotland": "GB", "swaziland": "SZ", "turkey": "TR", "uae": "AE",
    "uk": "GB", "wales": "GB",
}  # fmt: skip


def zone_of(places: tuple[str, ...]) -> str | None:
    """The zone of the first place that has one: a city before the country that stands beside it.

    >>> zone_of(("Aleppo", "Syria", "Amman")), zone_of(("LONDON",)), zone_of(("Springfield",))
    ('Asia/Damascus', 'Europe/London', None)
    """
    zones = _zones()
    return next((zone for place in places if (zone := zones.get(place.casefold()))), None)


def is_known(place: str) -> bool:
    """Whether the name is a country or a city of the zone database.

    >>> is_known("Amman"), is_known("BEIRUT"), is_known("Analysis")
    (True, True, False)
    """
    return place.casefold() in _names()


@lru_cache(maxsize=1)
def _zones() -> dict[str, str]:
    from babel import Locale
    from babel.core import get_global

    names = Locale("en").territories
    zones: dict[str, str] = {}
    for territory, held in get_global("territory_zones").items():
        if len(held) == 1 and territory in names:
            zones[names[territory].casefold()] = held[0]
    for other, territory in _ALSO.items():
        held = get_global("territory_zones").get(territory, [])
        if len(held) == 1:
            zones[other] = held[0]
    for zone in get_global("zone_territories"):
        zones[zone.rsplit("/", 1)[-1].replace("_", " ").casefold()] = zone
    return zones


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    from babel import Locale

    territories = Locale("en").territories
    return frozenset(_zones()) | {name.casefold() for code, name in territories.items() if len(code) == 2}
