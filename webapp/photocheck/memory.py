"""Memory that a comparison has freed goes back to the system, so that a waiting worker stays small."""

from __future__ import annotations

import ctypes


def give_back_memory() -> None:
    """Return freed pages to the system. Does nothing where the C library is not glibc.

    glibc keeps what was freed, and how much that is differs from run to run: a second worker took 45 to 51 MB
    beyond the first, with this 38. To take the pages again costs the next check a tenth of its time, so this
    is for a comparison: it comes after the checks, and reads large pictures.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
