"""Turn a seed into random numbers that are the same on every machine."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Chance:
    """Numbers by chance, from the bits of PCG64 (O'Neill 2014) and plain arithmetic alone.

    NumPy promises that the bits of a generator stay the same in every version and on every machine (NEP 19), but
    not what `Generator` makes of them. Nothing here needs a logarithm, whose last digit depends on the machine.
    """

    def __init__(self, seed: int, *branch: int) -> None:
        """`branch` names a part of the simulation, so that one part does not move the numbers of another."""
        self._bits = np.random.PCG64(np.random.SeedSequence(seed, spawn_key=branch))

    def uniform(self, *shape: int) -> Floats:
        """Numbers from 0 up to 1, 1 not included, each of 53 bits."""
        raw = np.asarray(self._bits.random_raw(int(np.prod(shape, dtype=np.int64))), np.uint64)
        return ((raw >> np.uint64(11)).astype(np.float64) * 2.0**-53).reshape(shape)

    def normal(self, *shape: int) -> Floats:
        """Numbers of mean 0 and standard deviation 1, nearly normal: the sum of twelve uniform ones less 6."""
        total = self.uniform(*shape)
        for _ in range(11):
            total += self.uniform(*shape)
        return total - 6.0

    def below(self, count: int) -> int:
        """A whole number from 0 up to `count`, `count` not included."""
        return int(self.uniform(1)[0] * count)
