from pandas_parts import *


def load(folder):
    global spells
    spells = read(folder)


def filters():
    band = np.digitize(spells.age, [25, 55])
    tables = []
    for m in range(120):
        rows = open_at(spells, m)
        long = (month_ends[m] - spells.start[rows]).dt.days >= 365
        tables.append(long.groupby([band[rows.to_numpy()], spells.sex[rows]]).agg(["size", "sum"]).reindex(all_cells(3, 2), fill_value=0))
    counts = np.concatenate(tables)
    return np.column_stack([counts, share(counts[:, 1], counts[:, 0])])


forms = {"filters": filters}
answer = np.ravel
