"""PostgreSQL on a private socket: rows out by `copy ... to stdout`, figures back by `copy ... from stdin`."""

import glob
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import kohort
from postgres_client import copy_in, copy_out

ROOT = pathlib.Path(__file__).resolve().parents[3]
BASICS = pathlib.Path(os.environ.get("KOHORT_PACK", ROOT / "tests" / "conformance")) / "basics"
BINARIES = sorted(glob.glob("/usr/lib/postgresql/*/bin"))


@unittest.skipUnless(BINARIES, "PostgreSQL's server is not installed")
class PostgreSQL(unittest.TestCase):
    def setUp(self):
        # initdb refuses root.
        self.as_server = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        self.folder = tempfile.mkdtemp(prefix="kohort-pg-", dir="/tmp")
        os.chmod(self.folder, 0o777)
        self.server("initdb", "-D", f"{self.folder}/data", "-A", "trust", "-U", "postgres", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories={self.folder} -c fsync=off"
        self.server("pg_ctl", "-D", f"{self.folder}/data", "-l", f"{self.folder}/log", "-w", "-o", options, "start")
        self.psql = [f"{BINARIES[-1]}/psql", "-h", self.folder, "-U", "postgres"]

    def tearDown(self):
        self.server("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "stop")
        subprocess.run([*self.as_server, "rm", "-rf", f"{self.folder}/data", f"{self.folder}/log"], check=False)
        subprocess.run(["rm", "-rf", self.folder], check=False)

    def server(self, program, *arguments):
        subprocess.run([*self.as_server, f"{BINARIES[-1]}/{program}", *arguments], check=True, stdout=subprocess.DEVNULL, cwd="/tmp")

    def run_sql(self, sql, given=None):
        done = subprocess.run([*self.psql, "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", sql], check=True,
                              stdout=subprocess.PIPE, input=given)
        return done.stdout.decode().strip()

    def test_rows_out_and_figures_back(self):
        self.run_sql('create table spells (person text, start date, "end" date, sex text, reason text)')
        self.run_sql("copy spells from stdin with (format csv, header)", (BASICS / "jobbtorg.csv").read_bytes())
        rows = copy_out("select * from spells", self.psql)
        register = kohort.Register.from_csv_text(BASICS / "schemas.json", rows)
        definitions = (BASICS / "definitions.json").read_text(encoding="utf-8")
        table = kohort.evaluate(definitions, register, periods="2023..2024")
        self.assertEqual(table.to_csv(), (BASICS / "expected.csv").read_text(encoding="utf-8"))

        copy_in(table, "figures", self.psql)
        self.assertEqual(self.run_sql("select count(*) from figures"), str(len(table.to_dict()["value"])))
        where = "indicator = 'basics.mean_days' and period = '2024' and sex = 'total'"
        self.assertEqual(self.run_sql(f"select value from figures where {where}"), "111.5")
        self.assertEqual(self.run_sql("select count(*) from figures where value is null and status = ''"), "0")


if __name__ == "__main__":
    unittest.main()
