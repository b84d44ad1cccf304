"""Which branches are near: by a place, or by a city or a province when the place is not known."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from webapp.domain.notice.reading import read_provinces
from webapp.domain.notice.values import City, Province
from webapp.domain.queries import notice
from webapp.models import Branch

EARTH_RADIUS_KM = 6371.0
SAME_CITY_KM = 20.0
LOCATION_DECIMALS = 2  # about a kilometre: enough to sort cities, too coarse to say where somebody lives


@dataclass(frozen=True)
class NearBranch:
    """A branch and how far its city is, as the crow flies. `km` is None when nobody said where they are."""

    branch: Branch
    km: float | None

    @property
    def is_close(self) -> bool:
        """Nearer than the coordinates are exact: a number of kilometres would say more than we know."""
        return self.km is not None and self.km < SAME_CITY_KM


@dataclass(frozen=True)
class Finder:
    """The answer of the branch finder.

    province, city: what was asked for, or None. has_branch: whether the notice lists one in the province.
    branches: nearest first; in printed order when nobody said where they are.
    here: (latitude, longitude) in degrees as it was used, or None.
    """

    branches: tuple[NearBranch, ...]
    province: Province | None = None
    city: City | None = None
    has_branch: bool = True
    here: tuple[float, float] | None = None

    @property
    def start(self) -> str:
        """The city from which distances are counted; "" when it is the reader's own place, or nothing is."""
        return self.city.name if self.city else self.province.capital if self.province else ""


def distance_km(lat_a: float, lng_a: float, lat_b: float, lng_b: float) -> float:
    """Great-circle distance of two places given in degrees (haversine), in kilometres."""
    phi_a, phi_b = math.radians(lat_a), math.radians(lat_b)
    half_lat = (phi_b - phi_a) / 2
    half_lng = math.radians(lng_b - lng_a) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(phi_a) * math.cos(phi_b) * math.sin(half_lng) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(chord))


@cache
def provinces() -> tuple[Province, ...]:
    """The province-level units in the official order."""
    return read_provinces()


def find_branches(
    lat: float | None = None,
    lng: float | None = None,
    province_name: str | None = None,
    city_name: str | None = None,
) -> Finder:
    """Branches by distance from a place (degrees), or else from a city, a province's capital, or as printed.

    In a province its own branches come first, whatever the distance; from a city the nearest do, since many a
    city lies nearer to the branch of the next province. The notice lists none for Beijing, Jiangsu, Hong
    Kong, Macau and Taiwan: then `has_branch` is False and the nearest listed come first.
    """
    branches = notice.all_branches()
    if lat is not None and lng is not None:
        here = round(lat, LOCATION_DECIMALS), round(lng, LOCATION_DECIMALS)
        return Finder(_by_distance(branches, *here), here=here)
    province = next((unit for unit in provinces() if unit.name == province_name), None)
    if province is None:
        return Finder(tuple(NearBranch(branch, None) for branch in branches))
    city = next((city for city in province.cities if city.name == city_name), None)
    start = city or province
    near = _by_distance(branches, start.lat, start.lng)
    own = tuple(item for item in near if item.branch.province == province.name)
    if city:
        return Finder(near, province, city, bool(own), here=(city.lat, city.lng))
    others = tuple(item for item in near if item.branch.province != province.name)
    return Finder(own + others, province, has_branch=bool(own))


def _by_distance(branches: list[Branch], lat: float, lng: float) -> tuple[NearBranch, ...]:
    near = [
        NearBranch(branch, distance_km(lat, lng, branch.latitude, branch.longitude)) for branch in branches
    ]
    return tuple(sorted(near, key=lambda item: (item.km, item.branch.position)))
