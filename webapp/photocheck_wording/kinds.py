"""The shape of the words for one code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Exact:
    """Words for one detail of a finding; an empty `mend` means: as the wording of the code says."""

    wrong: str
    mend: str = ""


@dataclass(frozen=True)
class Wording:
    """Words for one code."""

    title: str
    wrong: str
    mend: str
    details: Mapping[str, Exact] = field(default_factory=dict)
