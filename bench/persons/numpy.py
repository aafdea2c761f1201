from numpy_parts import *


def by_flags():
    """A flag for each person and group, year by year."""
    persons = int(spells.person.max()) + 1
    places = spells.target_group.astype(np.int64) * persons + spells.person
    first, last = start_month() // 12, np.minimum(end_month() // 12, 9)
    ever = np.zeros(8 * persons, bool)
    found = np.zeros((11, 9))
    for year in range(11):
        flags = ever
        if year < 10:
            flags = np.zeros(8 * persons, bool)
            flags[places[(first <= year) & (last >= year)]] = True
            ever |= flags
        by_group = flags.reshape(8, persons)
        found[year, :8] = by_group.sum(1)
        found[year, 8] = by_group.any(0).sum()
    return found


def by_order():
    """The rows are sorted by person: years as bits, or-ed over the rows of each person."""
    first, last = start_month() // 12, np.minimum(end_month() // 12, 9)
    bits = ((2 << last) - (1 << first)).astype(np.uint16)
    begins = np.flatnonzero(np.diff(spells.person, prepend=-1))
    found = np.zeros((11, 9))
    for group in range(9):
        own = bits if group == 8 else np.where(spells.target_group == group, bits, 0)
        of_person = np.bitwise_or.reduceat(own, begins)
        found[:10, group] = [np.count_nonzero(of_person & np.uint16(1 << year)) for year in range(10)]
        found[10, group] = np.count_nonzero(of_person)
    return found


forms = {"flags": by_flags, "sorted": by_order}
answer = np.ravel
