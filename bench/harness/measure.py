# What numpy and pandas share: a form is loaded, run, compared with the reference answer, timed, reported.
#
#     /usr/bin/python3 harness/measure.py PEER FOLDER TASK FORM THREADS REPETITIONS
#
# PEER names the file of the task's folder, which defines `forms` (name -> function), `answer(result)` and `load(folder)`.
import os
import resource
import sys
import time

peer, folder, task, form = sys.argv[1:5]
threads, repetitions = map(int, sys.argv[5:])
for library in ("OMP", "OPENBLAS", "NUMEXPR"):
    os.environ[library + "_NUM_THREADS"] = str(threads)

import importlib.util
import numpy as np

sources = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(sources, "harness"))
description = importlib.util.spec_from_file_location("form_of_task", os.path.join(sources, task, peer + ".py"))
module = importlib.util.module_from_spec(description)
description.loader.exec_module(module)


def megabytes(key):
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith(key + ":"))


def forget_peak():
    with open("/proc/self/clear_refs", "w") as file:
        file.write("5")


def agrees(answer):
    expected = np.fromfile(f"{folder}/answers/{task}.f64")
    answer = np.asarray(answer, float).ravel()
    return answer.shape == expected.shape and bool(
        np.all(np.abs(answer - expected) <= np.maximum(1e-9, 1e-12 * np.abs(expected))))


def cpu_seconds():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


run = module.forms[form]
module.load(folder)
forget_peak()
before = time.perf_counter()
result = run()
first = time.perf_counter() - before
agreed = agrees(module.answer(result))
forget_peak()
inner = max(1, int(0.02 / first))
wall, cpu = [], []
for _ in range(0 if not agreed else 1 if first > 5 else repetitions):
    cpu_before, wall_before = cpu_seconds(), time.perf_counter()
    for _ in range(inner):
        result = run()
    wall.append((time.perf_counter() - wall_before) / inner)
    cpu.append((cpu_seconds() - cpu_before) / inner)
middle = lambda values: sorted(values)[len(values) // 2] if values else 0
print(f'{{"task": "{task}", "peer": "{peer}", "form": "{form}", "threads": {threads}, "rows": {os.path.basename(folder)}, '
      f'"median_s": {middle(wall):.6g}, "cpu_s": {middle(cpu):.6g}, "peak_mb": {megabytes("VmHWM"):.0f}, '
      f'"agrees": {str(agreed).lower()}}}')
sys.exit(0 if agreed else 1)
