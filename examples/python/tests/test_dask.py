"""A report over three worker processes, one of which is killed: the same bytes as one process."""

import os
import pathlib
import signal
import sys
import tempfile
import threading
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import kohort

try:
    from distributed import Client, LocalCluster
except ImportError:
    Client = None
import dask_report

ROOT = pathlib.Path(__file__).resolve().parents[3]
BASICS = pathlib.Path(os.environ.get("KOHORT_PACK", ROOT / "tests" / "conformance")) / "basics"
MARK = "KOHORT_TEST_KILLED"


def slow_part(schema, path, definitions, periods, part, parts):
    """As `state_of_part`; the first worker that gets part 3 dies on it."""
    mark = os.environ[MARK]
    if part == 3:
        try:
            os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
            os.kill(os.getpid(), signal.SIGKILL)
        except FileExistsError:
            pass
    return dask_report.state_of_part(schema, path, definitions, periods, part, parts)


@unittest.skipIf(Client is None, "python3-distributed is not installed")
class Dask(unittest.TestCase):
    def test_a_killed_worker_changes_nothing(self):
        schema = (BASICS / "schemas.json").read_text(encoding="utf-8").strip()[1:-1]  # the only one of its array
        definitions = (BASICS / "definitions.json").read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            os.environ[MARK] = f"{folder}/killed"
            path = f"{folder}/spells.csv"
            with open(path, "w", encoding="utf-8") as file:
                file.write("person,start,end,sex,reason\n")
                for i in range(3000):
                    month, day = 1 + i % 12, 1 + i % 28
                    end = f"2024-{month:02}-{day:02}" if i % 4 else ""
                    file.write(f"p{i % 1700},2023-{month:02}-{day:02},{end},{'KMX'[i % 3]},{'ASO'[i % 3] if end else ''}\n")
            expected = kohort.evaluate(definitions, kohort.Register.from_csv(schema, path), periods="2023..2024").to_csv()
            with LocalCluster(n_workers=3, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster:
                with Client(cluster) as client:
                    found = dask_report.report(client, schema, path, definitions, "2023..2024", 8, slow_part).to_csv()
            self.assertTrue(os.path.exists(os.environ[MARK]), "no worker was killed")
            self.assertEqual(found, expected)


if __name__ == "__main__":
    unittest.main()
