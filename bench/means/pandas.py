from pandas_parts import *


def load(folder):
    global spells
    spells = read(folder)


def filters():
    stocks = [spells[open_at(spells, m)].groupby(["target_group", "sex"]).size().reindex(all_cells(8, 2), fill_value=0)
              for m in range(120)]
    enrolled = np.array(stocks).reshape(10, 12, 16).mean(1).ravel()
    ended = spells[spells.end.notna()]
    duration = (ended.end - ended.start).dt.days.groupby([ended.end.dt.year - 2015, ended.target_group, ended.sex]).mean() + 1
    return np.column_stack([enrolled, duration.reindex(all_cells(10, 8, 2), fill_value=0)])


forms = {"filters": filters}
answer = np.ravel
