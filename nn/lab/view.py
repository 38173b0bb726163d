"""A run as it was at one moment: what pages show. Nothing in a View ever changes, so all who look may share it."""

from dataclasses import dataclass
from enum import StrEnum

from nn.activations import Array
from nn.assess.vitals import Vitals
from nn.lab.history import History
from nn.network import Network
from nn.recipe import Recipe
from nn.training import Score


class Status(StrEnum):
    READY = "ready"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    STOPPED = "stopped"
    DIVERGED = "diverged"
    FAILED = "failed"


OVER = {Status.FINISHED, Status.STOPPED, Status.DIVERGED, Status.FAILED}


@dataclass(frozen=True)
class RateChange:
    """The learning rate was turned to ``rate`` after ``iteration`` updates."""

    iteration: int
    rate: float


@dataclass(frozen=True)
class Final:
    """How the finished network does on all it may be asked about; ``test`` is None where nothing was held out.

    ``official`` is of MNIST's 10,000 test digits, or of what is kept aside of a set of somebody's own.
    """

    train: Score
    test: Score | None
    official: Score


@dataclass(frozen=True, eq=False)
class View:
    """A run as it was at one moment. Nothing in it changes afterwards.

    ``learning_rate`` is the one of this moment; ``recipe`` has the one that the run began with. ``continued``: it
    began with what another run had learned. ``changing``: there will be another View without any command, because it
    trains, or because the slice at work when it was told to rest has not ended yet.
    """

    id: str
    version: int
    status: Status
    recipe: Recipe
    iteration: int
    total: int
    epoch: float
    seconds: float
    examples_per_second: float
    learning_rate: float
    history: History
    vitals: Vitals
    rate_changes: tuple[RateChange, ...]
    theta: Array
    final: Final | None
    message: str
    continued: bool = False
    changing: bool = False

    @property
    def active(self) -> bool:
        return self.status is Status.RUNNING

    @property
    def over(self) -> bool:
        return self.status in OVER

    @property
    def progress(self) -> float:
        return self.iteration / self.total

    def network(self) -> Network:
        """The network with the parameters of this moment: the caller's own copy."""
        return Network(self.recipe.sizes, self.recipe.activation).with_parameters(self.theta)
