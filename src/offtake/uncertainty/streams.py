"""Named streams of random numbers: the only place where offtake gets chance from.

A stream is named by a seed and by what it is used for.  Its numbers depend on nothing else: not on the
order of calls, not on how many workers there are, not on which other streams are used.

>>> float(stream(1, "paths", "war").random()) == float(stream(1, "paths", "war").random())
True
"""

from __future__ import annotations

import hashlib
import json

import numpy as np


def stream(seed: int, *names: str | int) -> np.random.Generator:
    """The generator of that seed and name.

    The name is hashed (SHA-256 of its JSON text), because Python's own hash differs between processes;
    the 256 bits are the entropy of a `numpy.random.SeedSequence`.  The text 1 and the number 1 are
    different names.
    """
    text = json.dumps([seed, *names], ensure_ascii=False)
    digest = hashlib.sha256(text.encode()).digest()
    entropy = int.from_bytes(digest, "little")
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(entropy)))
