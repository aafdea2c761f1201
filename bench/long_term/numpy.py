from numpy_parts import *


def by_bincount():
    cells = band_table[spells.age] * np.int32(2) + spells.sex
    last = end_month()
    first = np.minimum(month_table[spells.start - first_day + 365], last)
    changes = (count(first * 6 + cells, 726) - count(last * 6 + cells, 726)).reshape(121, 6)
    open_spells, long = stocks(cells, 6).ravel(), changes[:120].cumsum(0).ravel()
    return np.column_stack([open_spells, long, share(long, open_spells)])


forms = {"bincount": by_bincount}
answer = np.ravel
