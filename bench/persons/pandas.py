from pandas_parts import *


def load(folder):
    global spells
    spells = read(folder)


def filters():
    found = np.zeros((11, 9))
    for year in range(11):
        rows = spells
        if year < 10:
            rows = spells[(spells.start <= f"{2015 + year}-12-31") & (spells.end.isna() | (spells.end >= f"{2015 + year}-01-01"))]
        by_group = rows.groupby("target_group").person.nunique()
        found[year, by_group.index] = by_group
        found[year, 8] = rows.person.nunique()
    return found


forms = {"filters": filters}
answer = np.ravel
