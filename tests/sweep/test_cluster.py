"""A sweep on a Dask cluster: the same bit for bit, whoever of it dies, comes late, or is of another version."""

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from nn.__main__ import main
from nn.recipe import Recipe
from nn.sweep.halving import Leg
from nn.sweep.hands import HandsError, sweep
from nn.sweep.plan import Plan, axis_from
from nn.sweep.results import Results

pytest.importorskip("distributed", reason="distributed is not installed: pip install -r requirements-cluster.txt")
from dask_cluster import DaskCluster, dask_cluster
from distributed import Client

from nn.sweep import abroad, parcel
from nn.sweep import cluster as subject
from nn.sweep.carry_out import Piece, carry_out
from nn.sweep.cluster import cluster

pytestmark = pytest.mark.cluster
SMALL = Recipe(hidden=(4,), train_examples=100, test_examples=20, iterations=200, batch_size=50)
PLAN = Plan(SMALL, axis_from("learning_rate=0.1,0.3"), axis_from("hidden=3,4"), (0, 1), halving=True)


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    """A scheduler and two workers, which have never heard of this program."""
    with dask_cluster(tmp_path_factory.mktemp("cluster")) as found:
        found.start("scheduler")
        found.start("one")
        found.start("two")
        yield found


@pytest.fixture(scope="module")
def alone() -> list[dict[str, Any]]:
    results = Results(PLAN)
    list(sweep(PLAN, results))
    return facts(results)


def facts(results: Results) -> list[dict[str, Any]]:
    return [results.outcomes[number].facts for number in sorted(results.outcomes)]


def told(there: DaskCluster, ask: Any) -> Any:
    """What somebody else who is connected learns."""
    with Client(there.address, set_as_default=False) as client:
        return ask(client)


def programs_sent(client: Client) -> list[str]:
    names = client.run_on_scheduler(lambda dask_scheduler: list(dask_scheduler.worker_plugins))
    return [name for name in names if name.startswith("ten-neurons")]


def test_workers_come_go_and_join_late_and_the_results_are_the_same(there: DaskCluster, alone: list[Any]) -> None:
    results = Results(PLAN)
    going = sweep(PLAN, results, cluster(there.address))
    next(going)  # there are 13 to come, so that whoever is killed is at one
    assert len(told(there, programs_sent)) == 1
    there.kill("one")
    next(going)
    there.start("late")
    there.kill("two")  # whatever is left, the late one does
    list(going)
    assert facts(results) == alone


def test_a_scheduler_that_goes_away_and_comes_back(
    there: DaskCluster, alone: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subject, "AT_ONCE", 3)  # it is handed more and more
    results, said = Results(PLAN), []
    going = sweep(PLAN, results, cluster(there.address, said.append))
    next(going)
    there.kill("scheduler", "late")
    there.start("scheduler")
    there.start("three", with_program=True)
    list(going)
    assert facts(results) == alone
    assert "does not answer" in said[0] and "back" in said[-1]
    assert told(there, programs_sent) == []  # this worker found it in its folder


@contextmanager
def ctrl_c_when(happened: Callable[[], bool]) -> Iterator[None]:
    """Somebody presses it then."""
    main_thread = threading.main_thread().ident
    assert main_thread is not None
    over = threading.Event()

    def press() -> None:
        while not happened() and not over.wait(0.01):
            pass
        if not over.is_set():
            signal.pthread_kill(main_thread, signal.SIGINT)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    finger = threading.Thread(target=press)
    finger.start()
    try:
        yield
    finally:
        over.set()
        finger.join()
        signal.signal(signal.SIGINT, before)


def test_ctrl_c_keeps_what_is_done_and_says_how_to_go_on(
    there: DaskCluster, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sweep.jsonl"
    command = "sweep --rows learning_rate=0.1,0.3 --columns hidden=3,4 --iterations 400 --batch-size 50".split()
    with ctrl_c_when(lambda: path.exists() and path.read_text().count("\n") > 1):
        assert main([*command, "--results", str(path), "--dask", there.address]) == 130
    done, said = path.read_text().splitlines()[1:], capsys.readouterr().err
    assert 1 <= len(done) < 12
    assert f"{len(done)} of 12 runs are kept in {path}. The same command goes on from there." in said


def test_another_version_is_one_sentence(there: DaskCluster) -> None:
    there.start("of-yesterday")
    with pytest.raises(HandsError, match=r"^The worker tcp://\S+ has numpy 2.0.0, this machine \S+: results would not"):
        list(sweep(PLAN, Results(PLAN), cluster(there.address)))
    there.kill("of-yesterday")


def test_what_a_worker_says_that_came_late_and_is_not_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    piece = parcel.piece_to_plain(Piece(Leg(PLAN.tasks()[0], 3)))
    done = parcel.done_from_plain(abroad.work(parcel.digest(), parcel.versions(), piece))
    assert done.outcome.updates == 3 and done.halfway is not None
    there = parcel.piece_from_plain(parcel.piece_to_plain(Piece(Leg(PLAN.tasks()[0]), done.halfway)))
    assert carry_out(there).outcome.facts == carry_out(Piece(Leg(PLAN.tasks()[0]))).outcome.facts
    assert abroad.work("another", parcel.versions(), piece) == {"missing": "nn"}
    assert abroad.work(parcel.digest(), parcel.versions() | {"NumPy": "1"}, piece)["unlike"].startswith("NumPy")
    monkeypatch.setitem(sys.modules, "nn.sweep.parcel", None)
    monkeypatch.delattr("nn.sweep.parcel")
    assert abroad.work("any", {}, piece)["missing"].startswith("nn")


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({"unlike": "NumPy 2.0"}, "A worker has NumPy 2.0, this machine"),
        ({"missing": "threadpoolctl"}, "lacks the package threadpoolctl: install"),
        ({"missing": "nn.sweep"}, "restart the workers"),
    ],
)
def test_what_sending_the_program_does_not_mend_is_one_sentence(found: dict[str, str], said: str) -> None:
    hands = object.__new__(subject.ClusterHands)
    hands.versions, hands.sent = parcel.versions(), True
    with pytest.raises(HandsError, match=said):
        hands._mend(found, sent_before=True)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense://x"])
def test_where_no_scheduler_is_is_one_sentence(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subject, "ANSWER", 0.2)
    monkeypatch.setenv("DASK_SCHEDULER", address)
    command = "sweep --rows learning_rate=0.1,0.3 --columns hidden=3,4 --results".split()
    assert main([*command, str(tmp_path / "mine.jsonl")]) == 1
    said = capsys.readouterr().err.strip().splitlines()[-1]
    assert "Dask scheduler" in said and said.endswith("The same command goes on from there.")
