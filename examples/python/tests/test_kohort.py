"""Tests of the Python package; run with KOHORT_LIBRARY=.../libkohort_c.so python -m unittest discover."""

import datetime
import gc
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import unittest

import numpy

import kohort

ROOT = pathlib.Path(__file__).resolve().parents[3]
PACK = pathlib.Path(os.environ.get("KOHORT_PACK", ROOT / "tests" / "conformance"))
BASICS = PACK / "basics"


def basics() -> kohort.Register:
    return kohort.Register.from_csv(BASICS / "schemas.json")


def expected(case: str) -> str:
    return (PACK / case / "expected.csv").read_text(encoding="utf-8")


class Conformance(unittest.TestCase):
    def test_every_case(self):
        cases = sorted(each for each in PACK.iterdir() if each.is_dir())
        self.assertGreaterEqual(len(cases), 3)
        for case in cases:
            with self.subTest(case.name):
                data = kohort.Data(case / "schemas.json")
                for name in (case / "registers.txt").read_text(encoding="utf-8").split():
                    data.read_csv(name=name)
                options = json.loads((case / "options.json").read_text(encoding="utf-8"))
                definitions = json.loads((case / "definitions.json").read_text(encoding="utf-8"))
                self.assertEqual(kohort.evaluate(definitions, data, **options).to_csv(), expected(case.name))


    def test_every_cohort(self):
        data = basics()
        names = sorted(each.stem for each in BASICS.glob("cohort_*.csv"))
        self.assertEqual(len(names), 3)
        for name in names:
            with self.subTest(name):
                options = json.loads((BASICS / f"{name}.json").read_text(encoding="utf-8"))
                found = kohort.cohort(BASICS / "cohorts.json", data, **options)
                self.assertEqual(found.to_csv(), (BASICS / f"{name}.csv").read_text(encoding="utf-8"))


class Cohorts(unittest.TestCase):
    """The first cohort of the case basics: days 1, 28, 31, 107, 307, and 1 and 306 that go on."""

    def test_columns(self):
        found = kohort.cohort(BASICS / "cohorts.json", basics())
        kaplan_meier = [each == "kaplan_meier" for each in found.columns["estimator"]]
        self.assertEqual(list(found.columns["day"][kaplan_meier]), [1, 28, 31, 107, 306, 307])
        self.assertEqual(list(found.columns["at_risk"][kaplan_meier]), [7, 5, 4, 3, 2, 1])
        numpy.testing.assert_allclose(
            found.columns["value"][kaplan_meier], [6 / 7, 24 / 35, 18 / 35, 12 / 35, 12 / 35, 0], rtol=1e-15
        )
        self.assertEqual(len(found), 12)
        self.assertIn("Kaplan-Meier", found.notes[0])
        self.assertIn("survival", json.loads(found.to_json())["show"])
        self.assertIn("12 rows", repr(found))

    def test_an_arrow_stream(self):
        found = kohort.cohort(json.loads((BASICS / "cohorts.json").read_text(encoding="utf-8")), basics(), show="incidence")
        schema = {"cells": "figures", "file": "figures.csv", "cell": "cause", "period": "entered", "value": "value", "status": "status",
                  "unit": "count"}
        with self.assertRaisesRegex(kohort.DataError, "entered"):  # which was read to its columns' names
            kohort.Data(schema).read_arrow(found)

    def test_what_is_not_known_is_no_zero(self):
        found = kohort.cohort(BASICS / "cohorts.json", basics(), show="retention", per="year", months=2)
        self.assertEqual(found.columns["status"][-1], "missing")
        self.assertTrue(numpy.isnan(found.columns["value"][-1]))
        with self.assertRaisesRegex(kohort.InvalidArgumentError, "did you mean \"retention\""):
            kohort.cohort(BASICS / "cohorts.json", basics(), show="retenton")


class Populations(unittest.TestCase):
    """The case rates, with its population from arrays: 8 women and 5 men, then 10 and 4."""

    def test_a_rate_per_population(self):
        case = PACK / "rates"
        data = kohort.Data(case / "schemas.json").read_csv(name="jobbtorg")
        days = numpy.array(["2022-12-31", "2022-12-31", "2023-12-31", "2023-12-31"], dtype="datetime64[D]")
        data.read_columns({"day": days, "sex": ["K", "M", "K", "M"], "n": numpy.array([8, 5, 10, 4])}, name="folk")
        definitions = json.loads((case / "definitions.json").read_text(encoding="utf-8"))
        table = kohort.evaluate(definitions, data, periods="2023..2024")
        self.assertEqual(table.to_csv(), expected("rates"))
        rates = table["rates.enrolled"]
        self.assertEqual((rates.numerators[1, 2], rates.denominators[1, 2]), (3, 14))
        self.assertEqual(rates["2024", "men"], 25)
        self.assertEqual(table["rates.population"].status[1, 2], "missing")


class WaysIn(unittest.TestCase):
    """The rows of the case basics, from arrays and from Arrow."""

    persons = ["1", "2", "1", "3", "4", "å", "5", "6"]
    starts = ["2023-11-01", "2024-01-10", "2024-03-01", "2024-02-29", "2024-12-31", "2023-05-05", "2024-05-05", "2024-06-01"]
    ends = ["2024-02-15", "2024-01-10", "NaT", "2024-12-31", "NaT", "2023-06-01", "2024-05-01", "2024-07-01"]
    sexes = ["K", "M", "K", "M", "M", "K", "K", "X"]
    reasons = ["A", "O", None, "S", None, "A", "A", "O"]

    def columns(self):
        return {
            "person": self.persons,
            "start": numpy.array(self.starts, dtype="datetime64[D]"),
            "end": numpy.array(self.ends, dtype="datetime64[s]"),
            "sex": (numpy.array([0, 1, 0, 1, 1, 0, 0, 2]), ["K", "M", "X"]),
            "reason": numpy.array(self.reasons, dtype=object),
        }

    def evaluate(self, register):
        definitions = (BASICS / "definitions.json").read_text(encoding="utf-8")
        return kohort.evaluate(definitions, register, periods="2023..2024")

    def test_columns(self):
        register = kohort.Register.from_columns(BASICS / "schemas.json", self.columns())
        self.assertEqual(self.evaluate(register).to_csv(), expected("basics"))

    def test_masked_and_integer_columns(self):
        columns = self.columns()
        columns["person"] = numpy.array([1, 2, 1, 3, 4, 9, 5, 6], dtype=numpy.int16)
        columns["end"] = numpy.ma.masked_array(
            numpy.array([each if each != "NaT" else "2000-01-01" for each in self.ends], dtype="datetime64[D]"),
            [each == "NaT" for each in self.ends],
        )
        register = kohort.Register.from_columns(BASICS / "schemas.json", columns)
        self.assertEqual(self.evaluate(register).to_csv(), expected("basics"))

    def test_columns_of_wrong_shape(self):
        columns = self.columns()
        columns["person"] = columns["person"][:3]
        with self.assertRaisesRegex(ValueError, "person 3"):
            kohort.Register.from_columns(BASICS / "schemas.json", columns)
        del columns["person"]
        with self.assertRaisesRegex(kohort.DataError, 'no column "person"'):
            kohort.Register.from_columns(BASICS / "schemas.json", columns)
        columns["person"] = numpy.zeros(8, dtype=complex)
        with self.assertRaisesRegex(TypeError, "complex"):
            kohort.Register.from_columns(BASICS / "schemas.json", columns)

    def test_a_table_is_an_arrow_stream(self):
        table = self.evaluate(basics())
        schema = {"cells": "figures", "file": "figures.csv", "cell": "indicator", "period": "period", "value": "value", "status": "status",
                  "unit": "count", "dimensions": {"sex": {"column": "sex"}}}
        back = kohort.Data(schema).read_arrow(table)
        quality = back.quality()[0]
        self.assertEqual(quality["rows_read"], len(expected("basics").splitlines()) - 1)
        self.assertEqual(quality["rows_rejected"], 0)
        for _ in range(3):  # a capsule that nobody takes is released when it goes
            table.__arrow_c_stream__()
        gc.collect()
        self.assertEqual(kohort._Capsule._kept, {})


class Tables(unittest.TestCase):
    def setUp(self):
        self.definitions = json.loads((BASICS / "definitions.json").read_text(encoding="utf-8"))
        self.table = kohort.evaluate(self.definitions, basics(), periods="2023..2024")

    def test_arrays(self):
        shares = self.table["basics.exit_share"]
        self.assertEqual([axis.name for axis in shares.axes], ["period", "sex"])
        self.assertEqual(shares.axes[1].codes, ["women", "men", "unknown", "total"])
        self.assertEqual(shares.axes[1].roles, ["ordinary", "ordinary", "unknown", "total"])
        numpy.testing.assert_array_equal(shares.printed, [[100, numpy.nan, numpy.nan, 100], [100, 50, 0, 50]])
        self.assertEqual(shares.status[0, 1], "not_applicable")
        self.assertEqual(shares["2024", "men"], 50)
        self.assertEqual(shares.numerators[1, 3], 2)
        self.assertEqual(shares.denominators[1, 3], 4)
        self.assertEqual(self.table[-1].id, "basics.mean_days")
        self.assertRaises(KeyError, lambda: self.table["basics.no"])
        self.assertRaises(IndexError, lambda: self.table[5])
        self.assertRaisesRegex(ValueError, "5 indicators", self.table.to_numpy)

    def test_dict_and_pandas(self):
        columns = self.table.to_dict()
        header, *lines = expected("basics").splitlines()
        self.assertEqual(",".join(columns), header)
        self.assertEqual(len(columns["value"]), len(lines))
        missing = columns["status"].index("not_applicable")
        self.assertIsNone(columns["value"][missing])
        try:
            import pandas  # noqa: F401
        except ImportError:
            self.skipTest("pandas is not installed")
        frame = self.table.to_pandas()
        picked = frame[(frame.indicator == "basics.mean_days") & (frame.period == "2024") & (frame.sex == "total")]
        self.assertEqual(list(picked.value), [111.5])

    def test_text_html_and_json(self):
        self.assertIn("Persons enrolled", str(self.table))
        self.assertIn("Inskrivna personer", self.table.to_text("sv"))
        self.assertIn("<td", self.table._repr_html_())
        self.assertIn("111.5", self.table._repr_html_())
        self.assertEqual(len(json.loads(self.table.to_json())), len(expected("basics").splitlines()) - 1)
        self.assertIn("basics.persons", repr(self.table))

    def test_small_counts_are_no_zeros(self):
        self.table.suppress_small_counts(5)
        persons = self.table["basics.persons"]
        self.assertEqual(persons.status[1, 0], "suppressed")
        self.assertTrue(numpy.isnan(persons.printed[1, 0]))
        self.assertEqual(persons.printed[1, 3], 5)
        self.assertEqual(persons.printed[0, 1], 0)
        self.assertIn("<td", persons._repr_html_())


class States(unittest.TestCase):
    def test_push_merge_save_load(self):
        definitions = (BASICS / "definitions.json").read_text(encoding="utf-8")
        header, *rows = (BASICS / "jobbtorg.csv").read_text(encoding="utf-8").splitlines()
        parts = [
            kohort.Register.from_csv_text(
                BASICS / "schemas.json",
                "\n".join([header] + [row for row in rows if (row.split(",")[0] in "12") == is_first]),
            )
            for is_first in (True, False)
        ]
        plan = kohort.Plan(definitions, parts[0], periods="2023..2024")
        first, second = (plan.state().push(part) for part in parts)
        saved = second.save()
        self.assertIsInstance(saved, bytes)
        self.assertNotIn("å".encode(), saved)
        self.assertEqual(first.merge(plan.load(saved)).finish().to_csv(), expected("basics"))
        with self.assertRaises(kohort.DataError):
            plan.load(saved[:-1])
        with self.assertRaises(kohort.PlanError):
            first.retract(second)  # distinct persons


class Errors(unittest.TestCase):
    def test_classes_paths_and_messages(self):
        with self.assertRaises(kohort.DefinitionError) as caught:
            kohort.explain("stockholm.jobbtorg.enroled")
        self.assertIn("did you mean", caught.exception.message)
        self.assertIsInstance(caught.exception, kohort.KohortError)
        with self.assertRaises(kohort.SchemaError) as caught:
            kohort.Data({"register": "r", "persn": "p"})
        self.assertIn("persn", str(caught.exception))
        with self.assertRaises(kohort.InputOutputError):
            kohort.Register.from_csv(BASICS / "schemas.json", "no such file.csv")
        with self.assertRaises(kohort.DataError) as caught:
            kohort.Register.from_csv_text(BASICS / "schemas.json", "person,start,end,sex,reason\n1,2\n")
        self.assertEqual(caught.exception.row, 2)
        with self.assertRaises(kohort.InvalidArgumentError):
            kohort.evaluate("stockholm.jobbtorg.enrolled", basics(), per="fortnight")

    def test_callbacks(self):
        steps = []
        context = kohort.Context(progress=lambda step, done, whole: steps.append(step), cancelled=lambda: len(steps) > 3)
        register = kohort.Register.from_csv(BASICS / "schemas.json", context=context)
        self.assertIn("reading", steps)
        steps.extend(["more"] * 3)
        with self.assertRaises(kohort.CancelledError):
            kohort.evaluate((BASICS / "definitions.json").read_text(), register, periods="2024")

    def test_rejected_rows_are_told_and_accounted_for(self):
        messages = []
        register = kohort.Register.from_csv(BASICS / "schemas.json", context=kohort.Context(log=messages.append))
        self.assertEqual(len(messages), 1)
        (report,) = register.quality()
        self.assertEqual((report["rows_read"], report["rows_kept"], report["rows_rejected"]), (8, 7, 1))


class Catalogue(unittest.TestCase):
    def test_list_and_explanations(self):
        known = kohort.catalogue()
        self.assertGreater(len(known), 400)
        self.assertEqual(kohort.catalogue(known[0]["id"])[0]["id"], known[0]["id"])
        self.assertIn("Jobbtorg", kohort.explain("stockholm.jobbtorg.enrolled", "sv"))
        self.assertRegex(kohort.version, r"^\d+\.\d+\.\d+$")


class Overhead(unittest.TestCase):
    def test_a_small_table_costs_less_than_100_microseconds(self):
        register = basics()
        definition = json.loads((BASICS / "definitions.json").read_text(encoding="utf-8"))[1]
        plan = kohort.Plan(definition, register, periods="2024")
        times = []
        for _ in range(300):
            before = time.perf_counter()
            plan.evaluate(register)
            times.append(time.perf_counter() - before)
        # The best of many: the machine may be busy.
        self.assertLess(min(times), 100e-6)


if __name__ == "__main__":
    unittest.main()
