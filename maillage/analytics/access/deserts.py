"""Where much is needed and little can be reached."""

from __future__ import annotations

import numpy as np

NEED_SHARE, ACCESS_SHARE = 1 / 3, 1 / 10


def deserts(need: np.ndarray, access: np.ndarray) -> np.ndarray:
    """True where the need is in its top third and the access in its lowest tenth, shape (places,).

    Ties at a limit are in: nobody is left out for being equal. A need that is not a number is never in.
    """
    known = np.isfinite(need)
    if not known.any():
        return np.zeros(len(need), dtype=bool)
    count = int(known.sum())
    least_need = np.sort(need[known])[::-1][max(int(np.ceil(count * NEED_SHARE)), 1) - 1]
    most_access = np.sort(access[known])[max(int(np.ceil(count * ACCESS_SHARE)), 1) - 1]
    return known & (np.nan_to_num(need, nan=-np.inf) >= least_need) & (access <= most_access)
