from pandas_parts import *


def load(folder):
    global spells
    s, m = np.repeat(np.arange(224), 120), np.tile(np.arange(120), 224)
    spells = pd.DataFrame(dict(s=s, m=m, n=(s * 131 + m * 17 + (s * m) % 29) % 500))


forms = {"rolling": lambda: spells.groupby("s").n.rolling(12).mean().fillna(0)}
answer = np.asarray
