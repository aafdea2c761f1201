"""What a part of a national register costs: rows, seconds of the processor, bytes of the state that travels.

    python dask_cost.py [PERSONS ...]

Every person has a status each month of 30 years: 360 rows, in 21 counties. The figures of a part are those that a Dask
worker would have (`dask_report.py`); they add up, because the state's size does not depend on the rows.
"""

from __future__ import annotations

import sys
import time

import numpy

import kohort

FIRST_YEAR, YEARS = 1994, 30
ACTIVITIES = ["work", "unemployed", "studies", "programme", "none"]
SCHEMA = {
    "register": "status",
    "person": "person",
    "start": "start",
    "exit": {"column": "end", "means": "first_day_after"},
    "horizon": {"from": f"{FIRST_YEAR}-01-01", "to": f"{FIRST_YEAR + YEARS - 1}-12-31"},
    "dimensions": {
        "activity": {"column": "activity", "codes": {each: each for each in ACTIVITIES}},
        "sex": {"column": "sex", "codes": {"K": "women", "M": "men"}},
        "county": {"column": "county", "codes": {str(i): f"county_{i}" for i in range(21)}},
    },
}
DEFINITIONS = [
    {"id": "persons", "name": {"en": "Persons"}, "count": {"count": "persons", "register": "status"},
     "by": ["activity", "sex", "county"], "unit": "persons"},
    {"id": "unemployed", "name": {"en": "Unemployed"},
     "share": {"of": {"count": "spells", "register": "status", "clock": {"on": "last_day"}}, "where": {"activity": ["unemployed"]}},
     "by": ["sex", "county"], "unit": "percent", "decimals": 1},
]
PERIODS = f"{FIRST_YEAR}-01..{FIRST_YEAR + YEARS - 1}-12"


def columns(persons: int, first: int = 0) -> dict:
    """Every person's status of every month."""
    random = numpy.random.default_rng(first)
    months = numpy.arange(f"{FIRST_YEAR}-01", f"{FIRST_YEAR + YEARS}-02", dtype="datetime64[M]").astype("datetime64[D]")
    count = len(months) - 1
    return {
        "person": numpy.repeat(numpy.arange(first, first + persons), count),
        "start": numpy.tile(months[:-1], persons),
        "end": numpy.tile(months[1:], persons),
        "activity": (random.integers(0, len(ACTIVITIES), persons * count, dtype=numpy.int32), ACTIVITIES),
        "sex": (numpy.repeat(random.integers(0, 2, persons, dtype=numpy.int32), count), ["K", "M"]),
        "county": (numpy.repeat(random.integers(0, 21, persons, dtype=numpy.int32), count), [str(i) for i in range(21)]),
    }


def timed(work):
    """What `work` gives, and the seconds that the processor worked for it."""
    before = time.process_time()
    made = work()
    return made, time.process_time() - before


def main() -> None:
    plan = None
    print("persons,rows,read_seconds,count_seconds,state_bytes,load_and_merge_seconds,finish_seconds")
    for persons in [int(each) for each in sys.argv[1:]] or [1_000, 10_000]:
        given = columns(persons)
        register, read = timed(lambda: kohort.Register.from_columns(SCHEMA, given))
        plan = plan or kohort.Plan(DEFINITIONS, register, periods=PERIODS, per="month")
        state, count = timed(lambda: plan.state().push(register))
        saved = state.save()
        merged, merge = timed(lambda: state.merge(plan.load(saved)))
        _, finish = timed(merged.finish)
        print(f"{persons},{len(given['person'])},{read:.2f},{count:.2f},{len(saved)},{merge:.3f},{finish:.2f}", flush=True)


if __name__ == "__main__":
    main()
