from numpy_parts import *


def by_bincount():
    s = spells
    cells = cell((end_month(), 1), (s.sex, 2), (s.district, 14), (s.target_group, 8), (s.exit_reason, 4))
    counts = count(cells, 120 * 896).reshape(-1, 4)[:, 1:]
    return np.column_stack([counts, share(counts[:, 0] + counts[:, 1], counts.sum(1))])


forms = {"bincount": by_bincount}
answer = np.ravel
