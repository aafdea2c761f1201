from numpy_parts import *

forms = {"bincount": lambda: stocks(cell((spells.sex, 2), (spells.district, 14)), 28)}
answer = np.ravel
