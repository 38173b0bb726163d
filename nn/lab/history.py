"""The curves of a run: one row for each measured step, as they grow and as they are shown."""

from dataclasses import dataclass

import numpy as np

from nn.activations import Array
from nn.training import Score


@dataclass(frozen=True, eq=False)
class History:
    """One row for each measured step; ``iteration`` is how many updates the scored parameters had seen.

    All arrays are (k,) float64 but ``iteration`` (int64). ``test_*`` is NaN where nothing is held out.
    """

    iteration: Array
    train_loss: Array
    train_accuracy: Array
    test_loss: Array
    test_accuracy: Array

    def __len__(self) -> int:
        return len(self.iteration)


class Columns:
    """The history as it grows. Rows are added and never changed, so views share them however long a run becomes."""

    def __init__(self, kept: Array | None = None) -> None:
        """With the ``kept`` rows (k, 5) of a run, it goes on after them."""
        self.rows = 0 if kept is None else len(kept)
        self._table = np.empty((max(64, self.rows), 5))
        if kept is not None:
            self._table[: self.rows] = kept

    def add(self, iteration: int, train: Score, held_out: Score | None) -> None:
        if self.rows == len(self._table):
            self._table = np.concatenate([self._table, np.empty_like(self._table)])
        test = (held_out.loss, held_out.accuracy) if held_out else (np.nan, np.nan)
        self._table[self.rows] = iteration, train.loss, train.accuracy, *test
        self.rows += 1

    @property
    def size(self) -> int:
        """Bytes."""
        return self._table.nbytes

    def table(self, rows: int) -> Array:
        """The first ``rows`` rows, (rows, 5) float64, read-only."""
        table = self._table[:rows]
        table.flags.writeable = False
        return table

    def frozen(self, rows: int) -> History:
        """The first ``rows`` rows."""
        table = self.table(rows)
        return History(table[:, 0].astype(np.int64), *table[:, 1:].T)
