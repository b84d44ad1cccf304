"""Measure the photo check on the labelled photographs: `make bench-checks`.

Prints tables and ends with status 1 when a goal of issue 3 is missed, 2 when the photographs are not there.
"""

from __future__ import annotations

import argparse
import platform
import sys
import time
from datetime import UTC, datetime

from benchmarks import photo_hostile, photo_quality, photo_speed
from benchmarks.photo_set import PHOTOS, load_photos


def main() -> int:
    """Run every measurement and print the goals last."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checks", type=int, default=2000, help="checks to look for memory growth over")
    parser.add_argument("--quality-only", action="store_true", help="leave out speed and memory")
    options = parser.parse_args()
    if not (PHOTOS / "labels.csv").exists():
        print("The labelled photographs are not beside this checkout (../shared/photos).", file=sys.stderr)
        return 2
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {platform.machine()}, Python {platform.python_version()}")
    photos = load_photos()
    goals = []
    if not options.quality_only:
        goals += photo_speed.measure_memory(photos, options.checks)
        goals += photo_hostile.measure_hostile()
    start = time.perf_counter()
    reports = photo_quality.run_checks(photos)
    print(f"{len(photos)} photos in {time.perf_counter() - start:.1f} s\n")
    goals += photo_quality.measure_recall(photos, reports)
    goals += photo_quality.measure_false_alarms(photos, reports)
    goals += photo_quality.measure_geometry(reports)
    goals += photo_quality.measure_identity(photos)
    if not options.quality_only:
        goals += photo_speed.measure_speed(photos)
    print()
    for goal in goals:
        print(goal.line())
    return 0 if all(goal.reached for goal in goals) else 1


if __name__ == "__main__":
    sys.exit(main())
