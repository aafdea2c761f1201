from numpy_parts import *


def by_bincount():
    cells = cell((spells.target_group, 8), (spells.sex, 2))
    enrolled = stocks(cells, 16).reshape(10, 12, 16).sum(1).ravel() / 12
    month = end_month()
    places = np.where(month < 120, month // 12, 10) * 16 + cells
    ended = count(places, 160)
    duration = np.where(spells.end == no_day, 0, spells.end.astype(np.int64) - spells.start)
    days = np.bincount(places, weights=duration, minlength=160)[:160] + ended
    return np.column_stack([enrolled, share(days, ended)])


forms = {"bincount": by_bincount}
answer = np.ravel
