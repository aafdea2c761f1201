import numpy as np

figures = None


def load(folder):
    global figures
    s, m = np.arange(224)[:, None], np.arange(120)[None, :]
    figures = (s * 131 + m * 17 + (s * m) % 29) % 500


def by_cumsum():
    sums = figures.cumsum(1)
    means = np.zeros(figures.shape)
    means[:, 11] = sums[:, 11] / 12
    means[:, 12:] = (sums[:, 12:] - sums[:, :-12]) / 12
    return means


forms = {"cumsum": by_cumsum}
answer = np.ravel
