from pandas_parts import *


def load(folder):
    global spells
    spells = read(folder)


def events():
    by = ["m", "sex", "district"]
    entries = spells.groupby([month_of(spells.start).rename("m"), "sex", "district"]).size()
    ended = spells[spells.end.notna()]
    exits = ended.groupby([month_of(ended.end).rename("m"), "sex", "district"]).size()
    cells = all_cells(120, 2, 14).set_names(by)
    return (entries.reindex(cells, fill_value=0) - exits.reindex(cells, fill_value=0)).groupby(level=by[1:]).cumsum()


def filters():
    return np.concatenate([spells[open_at(spells, m)].groupby(["sex", "district"]).size().reindex(all_cells(2, 14), fill_value=0)
                           for m in range(120)])


forms = {"events": events, "filters": filters}
answer = np.asarray
