from pandas_parts import *


def load(folder):
    global spells
    spells = read(folder)


def idiomatic():
    ended = spells[spells.end.notna()]
    quarter = (ended.end.dt.year - 2015) * 4 + ended.end.dt.quarter - 1
    counts = ended.groupby([quarter.rename("q"), "target_group"]).self_supporting.agg(["count", "sum"])
    return counts.reindex(all_cells(40, 8), fill_value=0)


forms = {"idiomatic": idiomatic}


def answer(found):
    return np.column_stack([found["count"], found["sum"], share(found["sum"], found["count"])])
