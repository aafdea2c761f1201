from numpy_parts import about_sorted
from pandas_parts import *


def load(folder):
    global spells
    spells = read(folder + "/unsorted")


forms = {"sort_values": lambda: spells.sort_values(["person", "start", "end"])}


def answer(found):
    day = lambda dates: (dates.to_numpy().astype(np.int64) // (86400 * 10**9))
    return about_sorted(found.person.to_numpy(), day(found.start), day(found.end), found.end.isna().to_numpy())
