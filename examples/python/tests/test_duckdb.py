"""DuckDB reads a Parquet file, hands its Arrow stream to kohort, and takes the table back; needs DUCKDB_LIBRARY."""

import json
import os
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import kohort
from duckdb_client import Database

ROOT = pathlib.Path(__file__).resolve().parents[3]
BASICS = pathlib.Path(os.environ.get("KOHORT_PACK", ROOT / "tests" / "conformance")) / "basics"


@unittest.skipUnless(os.environ.get("DUCKDB_LIBRARY"), "DUCKDB_LIBRARY names no libduckdb.so")
class DuckDB(unittest.TestCase):
    def test_parquet_in_and_a_table_back(self):
        definitions = (BASICS / "definitions.json").read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder, Database() as database:
            parquet = f"{folder}/spells.parquet"
            database.query(
                f"copy (select person, start::date as start, \"end\"::date as \"end\", sex::enum('K', 'M', 'X') as sex, reason"
                f" from read_csv('{BASICS / 'jobbtorg.csv'}', all_varchar = true)) to '{parquet}' (format parquet)"
            )
            spells = database.query(f"select * replace (sex::enum('K', 'M', 'X') as sex) from '{parquet}'")
            register = kohort.Register.from_arrow(BASICS / "schemas.json", spells)
            table = kohort.evaluate(definitions, register, periods="2023..2024")
            self.assertEqual(table.to_csv(), (BASICS / "expected.csv").read_text(encoding="utf-8"))

            database.create_table("figures", table)
            back = f"{folder}/figures.csv"
            database.query(f"copy (select count(*) as rows, sum(value) as total, count(value) as known from figures) to '{back}'")
            rows, total, known = pathlib.Path(back).read_text().splitlines()[1].split(",")
            values = [each for each in table.to_dict()["value"]]
            self.assertEqual(int(rows), len(values))
            self.assertEqual(int(known), sum(each is not None for each in values))
            self.assertAlmostEqual(float(total), sum(each for each in values if each is not None))

    def test_many_batches(self):
        """200,000 rows come in many chunks; the counts are those of SQL."""
        schema = {"register": "r", "person": "person", "start": "start", "exit": {"column": "end", "means": "last_day"},
                  "horizon": {"from": "2024-01-01", "to": "2024-12-31"},
                  "dimensions": {"area": {"column": "area", "codes": {str(i): f"area {i}" for i in range(7)}}}}
        definition = {"id": "persons", "name": {"en": "Persons"}, "unit": "persons", "by": ["area"],
                      "count": {"count": "persons", "register": "r"}}
        with Database() as database:
            database.query(
                "create table spells as select (i * 7919) % 60000 as person, date '2024-01-01' + (i % 300)::int as start,"
                " case when i % 5 = 0 then null else date '2024-01-01' + (i % 300 + i % 50)::int end as \"end\", i % 7 as area"
                " from range(200000) t(i)"
            )
            register = kohort.Register.from_arrow(schema, database.query("select * from spells"))
            (found,) = kohort.evaluate(definition, register, periods="2024")
            with tempfile.TemporaryDirectory() as folder:
                database.query(f"copy (select area, count(distinct person) from spells group by 1 order by 1) to '{folder}/e.csv'")
                lines = pathlib.Path(f"{folder}/e.csv").read_text().splitlines()[1:]
            for line in lines:
                area, persons = line.split(",")
                self.assertEqual(found["2024", f"area {area}"], int(persons))

    def test_errors_of_sql_are_said(self):
        with Database() as database, self.assertRaisesRegex(ValueError, "no_such_table"):
            database.query("select * from no_such_table")


if __name__ == "__main__":
    unittest.main()
