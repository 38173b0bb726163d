"""Hands on other machines: a Dask cluster that somebody has started, through `distributed`, its own client.

A worker that dies costs what it was at: Dask gives that to another. One that comes late takes its share. When the
scheduler goes away, all that is done is here, and what was under way is handed out again when it is back. Workers that
have this very program are found out; to the others it is sent, once each.

Dask unpickles what comes from its scheduler, so whoever holds that address is trusted with this machine: it comes from
the command line or the environment of who runs the program, never from a visitor of a page.
"""

import time
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from typing import Any

import cloudpickle
import dask
from distributed import Client, KilledWorker, as_completed
from distributed.client import ClosedClientError
from distributed.comm.core import CommClosedError
from distributed.versions import VersionMismatchWarning

from nn.sweep import abroad, parcel
from nn.sweep.carry_out import Done, Piece
from nn.sweep.hands import Carry, HandsError

AT_ONCE = 256  # pieces that the scheduler holds at a time: enough for as many cores, and light for any number of runs
TOGETHER = 32  # of them that travel in one message
PATIENCE = 300.0  # seconds that the scheduler may be away
ANSWER = 10.0  # seconds that it may take to answer
LOST = (CancelledError, ClosedClientError, CommClosedError, OSError)
COMPARED = ("distributed", "dask", "numpy")  # of which all machines need the same version
cloudpickle.register_pickle_by_value(abroad)


class _Away(Exception):
    """The scheduler does not answer any more."""


def _silence(sentence: str) -> None:
    """Nobody is told."""


@contextmanager
def cluster(address: str, say: Callable[[str], None] = _silence, patience: float = PATIENCE) -> Iterator[Carry]:
    """The workers of the scheduler at this address ("tcp://10.0.0.1:8786"). HandsError if there is none.

    ``say`` is told when the scheduler goes away and comes back.
    """
    hands = ClusterHands(address, say, patience)
    try:
        yield hands.carry
    finally:
        hands.close()


class ClusterHands:
    """One who is connected to the scheduler, and hands out pieces."""

    def __init__(self, address: str, say: Callable[[str], None] = _silence, patience: float = PATIENCE) -> None:
        self.address, self.say, self.patience = address, say, patience
        self.mine, self.versions = parcel.digest(), parcel.versions()
        self.sent = False  # the program, to this scheduler
        work, mine, versions = abroad.work, self.mine, self.versions
        self.work = lambda piece: work(mine, versions, piece)  # what has no name travels as source, not as a name
        try:
            self.client = self._connected()
        except OSError:
            raise HandsError(
                f"No Dask scheduler answers at {address}. Is it running there, and can this machine reach it?"
            ) from None
        except (ValueError, ImportError):
            raise HandsError(
                f"{address!r} is no address of a Dask scheduler: write tcp://HOST:PORT, as it prints at its start."
            ) from None
        if not self.client.scheduler_info()["workers"]:
            say("The cluster has no workers yet; the sweep begins when the first one comes.")

    def carry(self, pieces: Sequence[Piece]) -> Iterator[Done]:
        """What came of each, whenever it comes; what the scheduler has lost is handed out again."""
        waiting = {piece.leg.task.number: piece for piece in pieces}
        while waiting:
            try:
                for done in self._while_it_lasts(list(waiting.values())):
                    del waiting[done.outcome.task]
                    yield done
            except _Away:
                self._wait_for_the_scheduler()

    def close(self) -> None:
        """Nobody waits any more: the scheduler forgets what was not begun, and workers end after what they are at."""
        with suppress(Exception):  # whatever it has to say of a scheduler that is gone
            self.client.close(timeout=2)

    def _while_it_lasts(self, pieces: Sequence[Piece]) -> Iterator[Done]:
        waiting, under_way = deque(pieces), dict[Any, tuple[Piece, bool]]()  # by future; was the program sent before?
        completed = as_completed(loop=self.client.loop)

        def hand_out() -> None:
            while waiting and len(under_way) < AT_ONCE:
                some = [waiting.popleft() for _ in range(min(TOGETHER, len(waiting), AT_ONCE - len(under_way)))]
                plain = [parcel.piece_to_plain(piece) for piece in some]
                with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GB"}):  # large networks are
                    futures = self.client.map(self.work, plain, pure=False)
                under_way.update((future, (piece, self.sent)) for future, piece in zip(futures, some, strict=True))
                completed.update(futures)

        try:
            hand_out()
            for batch in completed.batches():
                for future, found in self._results(batch):
                    piece, sent = under_way.pop(future)
                    if "missing" in found or "unlike" in found:
                        self._mend(found, sent)
                        waiting.appendleft(piece)
                    else:
                        yield parcel.done_from_plain(found)
                hand_out()
        except LOST as error:
            raise _Away from error

    def _results(self, batch: Sequence[Any]) -> Iterator[tuple[Any, dict[str, Any]]]:
        """What workers said, asked for all at once; or, if that is not to be had, one by one."""
        try:
            found = self.client.gather(list(batch))
        except Exception:
            for future in batch:
                yield future, self._result(future)
        else:
            yield from zip(batch, found, strict=True)

    def _result(self, future: Any) -> dict[str, Any]:
        """What a worker said; _Away if that was lost with the scheduler, HandsError if the worker failed."""
        try:
            found: dict[str, Any] = future.result()
            return found
        except KilledWorker:
            raise HandsError(
                "One run ended several workers in turn, perhaps for want of memory: give them more, or try a smaller "
                "network."
            ) from None
        except Exception as error:
            if isinstance(error, LOST) and future.status != "error":
                raise _Away from None
            self._compare(self.client)  # another version of Python there says nearly anything
            said = next(iter(str(error).splitlines()), "")
            raise HandsError(f"A worker failed: {type(error).__name__}: {said[:200]}") from None

    def _mend(self, found: dict[str, str], sent_before: bool) -> None:
        """Send the program to workers that lack it; HandsError if that is not what they lack."""
        if "unlike" in found:
            raise HandsError(_unlike("A worker", found["unlike"], self.versions[found["unlike"].split()[0]]))
        if found["missing"].partition(".")[0] != "nn":
            raise HandsError(f"A worker lacks the package {found['missing']}: install requirements-cluster.txt there.")
        if sent_before:
            raise HandsError("A worker cannot load the program that was sent to it: restart the workers.")
        if not self.sent:
            self.client.register_plugin(abroad.Program(self.mine, parcel.archive()))
            self.sent = True

    def _wait_for_the_scheduler(self) -> None:
        self.say(f"The scheduler at {self.address} does not answer; waiting for it.")
        self.close()
        self.sent = False
        deadline = time.monotonic() + self.patience
        while True:
            try:
                self.client = self._connected(min(ANSWER, self.patience))
            except OSError:
                if time.monotonic() > deadline:
                    raise HandsError(
                        f"The scheduler at {self.address} has not come back for {self.patience:.0f} s."
                    ) from None
            else:
                self.say("The scheduler is back; the sweep goes on.")
                return

    def _connected(self, timeout: float | None = None) -> Client:
        """OSError if nobody answers, HandsError if somebody does who has other versions."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", VersionMismatchWarning)  # we say it in a sentence
            client = Client(self.address, timeout=timeout or ANSWER, set_as_default=False)
        try:
            self._compare(client)
        except BaseException:
            client.close(timeout=2)
            raise
        return client

    def _compare(self, client: Client) -> None:
        """HandsError if the scheduler or a worker that is there has other versions than this machine."""
        found = client.get_versions()
        here = _versions(found["client"])
        others = {"The scheduler": {name: v for name, v in _versions(found["scheduler"]).items() if name != "numpy"}}
        others |= {f"The worker {address}": _versions(worker) for address, worker in found["workers"].items()}
        for who, theirs in others.items():
            for name, version in theirs.items():
                if version != here[name]:
                    raise HandsError(_unlike(who, f"{name} {version}", here[name]))


def _versions(found: dict[str, Any] | None) -> dict[str, str]:
    """Empty of one that has just gone."""
    if not found:
        return {}
    packages = found["packages"]
    return {name: str(packages[name]) for name in COMPARED} | {"Python": ".".join(packages["python"].split(".")[:2])}


def _unlike(who: str, theirs: str, here: str) -> str:
    return (
        f"{who} has {theirs}, this machine {here}: results would not be the same. Install the same versions on all "
        "machines, from requirements-cluster.txt."
    )
