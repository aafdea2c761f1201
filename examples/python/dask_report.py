"""One report computed by many processes: each evaluates the persons of its part, the states merge in a tree.

    python dask_report.py SCHEMA CSV DEFINITIONS [--workers 3] [--parts 12] [--periods 2023..2024]

Dask distributed moves nothing but states (kilobytes); a worker that dies loses its parts, which others do again, and
the answer stays the same to the byte. Rows are divided by person, so that whoever counts persons sees all their rows.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
import zlib
from typing import Any, Callable, Optional

import kohort


def rows_of_part(path: str, person: str, part: int, parts: int) -> str:
    """The CSV's rows of the persons of one part, with its header."""
    with open(path, encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        header = next(reader)
        column = header.index(person)
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(row for row in reader if zlib.crc32(row[column].encode()) % parts == part)
        return out.getvalue()


def state_of_part(schema: str, path: str, definitions: str, periods: Optional[str], part: int, parts: int) -> bytes:
    """What a worker does: reads its rows, counts, and gives the state's bytes."""
    register = kohort.Register.from_csv_text(schema, rows_of_part(path, json.loads(schema)["person"], part, parts))
    return kohort.Plan(definitions, register, periods=periods).state().push(register).save()


def merged(schema: str, definitions: str, periods: Optional[str], first: bytes, second: bytes) -> bytes:
    plan = kohort.Plan(definitions, empty_register(schema), periods=periods)
    return plan.load(first).merge(plan.load(second)).save()


def empty_register(schema: str) -> kohort.Register:
    """A register without rows: enough to compile a plan for."""
    document = json.loads(schema)
    columns = [document["person"], document["start"], *(each["column"] for each in document.get("dimensions", {}).values())]
    for key in ("exit", "birth"):
        if key in document:
            columns.append(document[key]["column"] if isinstance(document[key], dict) else document[key])
    for each in document.get("values", {}).values():
        columns.append(each["column"])
    return kohort.Register.from_csv_text(schema, ",".join(dict.fromkeys(columns)) + "\n")


def report(client: Any, schema: str, path: str, definitions: str, periods: Optional[str], parts: int,
           each_part: Callable[..., bytes] = state_of_part) -> kohort.Table:
    """The table of a register divided into parts over the workers of a Dask client."""
    states = [client.submit(each_part, schema, path, definitions, periods, part, parts, pure=False) for part in range(parts)]
    while len(states) > 1:  # a tree: no process ever holds more than two states
        pairs = [
            client.submit(merged, schema, definitions, periods, *states[i : i + 2]) if i + 1 < len(states) else states[i]
            for i in range(0, len(states), 2)
        ]
        states = pairs
    return kohort.Plan(definitions, empty_register(schema), periods=periods).load(states[0].result()).finish()


def main() -> None:
    from distributed import Client, LocalCluster

    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("schema")
    arguments.add_argument("csv")
    arguments.add_argument("definitions")
    arguments.add_argument("--workers", type=int, default=3)
    arguments.add_argument("--parts", type=int, default=12)
    arguments.add_argument("--periods")
    given = arguments.parse_args()
    with open(given.schema, encoding="utf-8") as schema, open(given.definitions, encoding="utf-8") as definitions:
        texts = schema.read(), definitions.read()
    with LocalCluster(n_workers=given.workers, threads_per_worker=1, dashboard_address=None) as cluster:
        with Client(cluster) as client:
            sys.stdout.write(report(client, texts[0], given.csv, texts[1], given.periods, given.parts).to_csv())


if __name__ == "__main__":
    main()
