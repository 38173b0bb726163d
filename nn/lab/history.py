"""What is written down of a run at its measured steps: a row each time, as they grow and as they are shown."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

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


class Rows:
    """A table as it grows. Rows are added and never changed, so views share them however long a run becomes."""

    def __init__(self, kept: Array) -> None:
        """It goes on after the ``kept`` rows (k, width) of a run, and keeps their type of numbers."""
        self.rows = len(kept)
        self._table = np.empty((max(64, self.rows), kept.shape[1]), kept.dtype)
        self._table[: self.rows] = kept

    def append(self, row: ArrayLike) -> None:
        if self.rows == len(self._table):
            self._table = np.concatenate([self._table, np.empty_like(self._table)])
        self._table[self.rows] = row
        self.rows += 1

    @property
    def size(self) -> int:
        """Bytes."""
        return self._table.nbytes

    def table(self, rows: int) -> Array:
        """The first ``rows`` rows, (rows, width), read-only."""
        table = self._table[:rows]
        table.flags.writeable = False
        return table


class Columns(Rows):
    """The history as it grows, in rows of a History's five numbers."""

    def __init__(self, kept: Array | None = None) -> None:
        super().__init__(np.empty((0, 5)) if kept is None else kept)

    def add(self, iteration: int, train: Score, held_out: Score | None) -> None:
        test = (held_out.loss, held_out.accuracy) if held_out else (np.nan, np.nan)
        self.append((iteration, train.loss, train.accuracy, *test))

    def frozen(self, rows: int) -> History:
        """The first ``rows`` rows."""
        table = self.table(rows)
        return History(table[:, 0].astype(np.int64), *table[:, 1:].T)
