"""PostgreSQL as a source and a target of kohort: `copy ... to stdout` in, `copy ... from stdin` back, through psql.

    spells = copy_out("select * from spells", ["psql", "-d", "city"])
    table = kohort.evaluate(definitions, kohort.Register.from_csv_text(schema, spells), periods="2024")
    copy_in(table, "figures", ["psql", "-d", "city"])
"""

from __future__ import annotations

import subprocess
from typing import Sequence

import kohort


def copy_out(query: str, psql: Sequence[str]) -> bytes:
    """The rows of a query as CSV with a header."""
    command = [*psql, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", f"copy ({query}) to stdout with (format csv, header)"]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def copy_in(table: kohort.Table, name: str, psql: Sequence[str]) -> None:
    """Makes a table of a report's cells; what has no value is NULL, and the column `status` says why."""
    columns = table.to_csv().splitlines()[0].split(",")
    numbers = {"value": "numeric", "numerator": "text", "denominator": "text"}  # fractions are written a/b
    declared = ", ".join(f'"{each}" {numbers.get(each, "text")}' for each in columns)
    command = [*psql, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", f'create table "{name}" ({declared})',
               "-c", f'copy "{name}" from stdin with (format csv, header, force_not_null (status))']
    subprocess.run(command, check=True, input=table.to_csv().encode())
