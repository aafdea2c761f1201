from numpy_parts import *


def by_bincount():
    places = end_month() // 3 * 8 + spells.target_group
    known, yes = count(places[spells.self_supporting >= 0], 320), count(places[spells.self_supporting == 1], 320)
    return np.column_stack([known, yes, share(yes, known)])


forms = {"bincount": by_bincount}
answer = np.ravel
