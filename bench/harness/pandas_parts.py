# What the tasks of pandas share.
import numpy as np
import pandas as pd

first_day, no_day = 16436, -2**31
month_ends = pd.date_range("2015-01-31", periods=120, freq="M")
spells = None


def read(folder):
    column = lambda name, kind: np.fromfile(f"{folder}/{name}", kind)
    date = lambda days: pd.Series(np.where(days == no_day, np.iinfo(np.int64).min, days.astype(np.int64) * 86400 * 10**9).astype("datetime64[ns]"))
    state = column("self_supporting.i8", "i1").astype(np.float32)
    state[state < 0] = np.nan
    codes = {name: column(name + ".i8", "i1") for name in ("sex", "age", "district", "target_group", "exit_reason")}
    return pd.DataFrame(dict(person=column("person.i32", "<i4"), **codes, start=date(column("start.i32", "<i4")),
                             end=date(column("end.i32", "<i4")), self_supporting=state), copy=False)


def month_of(date):
    return (date.dt.year - 2015) * 12 + date.dt.month - 1


def open_at(spells, m):
    return (spells.start <= month_ends[m]) & (spells.end.isna() | (spells.end > month_ends[m]))


def all_cells(*sizes):
    return pd.MultiIndex.from_product([range(size) for size in sizes])


def share(n, d):
    return np.where(d > 0, n / np.maximum(d, 1), 0)
