from pandas_parts import *


def load(folder):
    global spells
    spells = read(folder)


def idiomatic():
    ended = spells[spells.end.notna()]
    counts = ended.groupby([month_of(ended.end).rename("m"), "sex", "district", "target_group", "exit_reason"]).size()
    return counts.unstack("exit_reason", fill_value=0).reindex(all_cells(120, 2, 14, 8), fill_value=0)


forms = {"idiomatic": idiomatic}


def answer(found):
    return np.column_stack([found[1], found[2], found[3], share(found[1] + found[2], found.sum(axis=1))])
