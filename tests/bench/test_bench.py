"""The benchmarks at tiny sizes: they run, say what they found, and do without peers that are not installed."""

import json
import time
from contextlib import nullcontext
from pickle import dumps, loads

import numpy as np
import pytest

from bench import __main__ as bench
from bench import engine, experiments, inside, ours, peers, surface
from bench.chart import svg
from bench.race import Contender, Results, Spread, prepared, race
from bench.report import Report, Row, Target
from bench.textbook import Textbook, forward
from nn import Recipe, load_mnist
from nn.presets import Preset

NETWORK = ("fullbatch", "epoch-10", "epoch-128", "epoch-512")


@pytest.fixture(autouse=True)
def no_rest(monkeypatch):
    """Nobody waits between two contenders: nothing is compared here."""
    monkeypatch.setattr("bench.race.SETTLE", 0)


@pytest.fixture
def together(monkeypatch):
    """All contenders work in this process; it takes less time than to start one for each. They could still travel."""
    monkeypatch.setattr("bench.race._in_its_own_process", lambda c: nullcontext(prepared(loads(dumps(c)))))


@pytest.fixture
def alone(monkeypatch):
    """No peer is installed."""
    monkeypatch.setattr(engine, "installed", lambda module: False)


def test_the_list_has_a_sentence_for_each(capsys):
    assert bench.main([]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(bench.BENCHMARKS)
    assert all(line.endswith(".") and len(line.split()) > 5 for line in lines)


def test_ends_with_one_line_of_json_and_draws_a_chart(alone, together, capsys, tmp_path):
    assert bench.main([*NETWORK, "--quick", "--json", "--chart", str(tmp_path / "chart.svg")]) == 0
    captured = capsys.readouterr()
    (line,) = captured.out.splitlines()
    found = json.loads(line)
    assert {"machine", "met", *NETWORK} == set(found) and {"cores", "numpy", "blas"} <= set(found["machine"])
    for name in NETWORK:
        assert {"title", "met", "targets", "measured", "facts", "skipped"} == set(found[name])
        assert found[name]["measured"][engine.OURS]["median"] > 0
        assert found[name]["facts"] and all(value > 0 for value in found[name]["facts"].values())
        assert "PyTorch is not installed" in found[name]["skipped"][0]
    assert "PyTorch is not installed" in captured.err
    assert "the textbook code" in (tmp_path / "chart.svg").read_text()


def test_what_the_presets_are_there_for(alone, together, monkeypatch, capsys):
    small = Recipe(hidden=(16,), batch_size=128, iterations=None, epochs=1, shift=1.0)
    monkeypatch.setattr(engine, "PRESETS", {name: Preset(name, "", small) for name in ("fast", "keen")})
    monkeypatch.setattr(ours, "peak_memory", lambda *command: 123e6)
    assert bench.main(["time-to-accuracy", "jitter", "memory", "--quick", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    soon = found["time-to-accuracy"]
    assert set(soon["measured"]) == {f"{goal}, Ten Neurons" for goal in ("97% (fast)", "98% (strong)", "99% (strong)")}
    assert all(0 < row["median"] < 60 for row in soon["measured"].values())
    assert found["jitter"]["measured"]["jitter"]["median"] > 0
    assert found["memory"]["targets"] == [
        {"name": "megabytes", "measured": 123.0, "wanted": "at most 600", "met": True}
    ]


def test_looking_at_many_digits(together, capsys):
    assert bench.main(["look", "--quick", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["look"]
    assert len(found["measured"]) == 4 and len(found["targets"]) == 3
    assert all(measured["median"] > 0 for measured in found["measured"].values())


def test_looking_inside(together, capsys):
    assert bench.main(["inside", "--quick", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["inside"]
    wanted = {target["name"]: target["wanted"] for target in found["targets"]}
    assert wanted["a scrub, 784-10-10 (ms)"] == wanted["a scrub, 784-512-256-10 (ms)"] == "at most 200"
    assert wanted["the slowest stage, 784-512-256-10 (ms)"] == "at most 500"
    assert wanted["share of the time of training that snapshots take"] == "at most 0.05"
    assert all(row["median"] > 0 for row in found["measured"].values())
    held = {target["name"]: target for target in found["targets"] if "(MB)" in target["name"]}
    assert len(held) == 4 and all(target["met"] for target in held.values())  # memory is exact, also in a quick run
    assert found["facts"]["frames kept of 784-10-10"] == 501


def test_the_films_of_a_crowd_are_weighed_not_believed(monkeypatch):
    assert inside.crowded(inside.LARGE, 5) < 1e6 * inside.MOST_CROWDED
    monkeypatch.setattr(inside.Room, "make_room", lambda room: None)  # where nothing is thinned, the figure is missed
    assert inside.crowded(inside.LARGE, 5) > 1e6 * inside.MOST_CROWDED


def test_memory_is_that_of_the_command():
    mine = np.ones(100_000_000, np.uint8)  # what this process holds does not count
    assert 20e6 < ours.peak_memory("presets") < mine.nbytes
    with pytest.raises(RuntimeError, match="python -m nn train --preset none failed: .*--preset is 'none'"):
        ours.peak_memory("train", "--preset", "none")


def test_what_was_never_reached_is_no_number(monkeypatch, capsys):
    never = Spread.of([float("inf")])
    report = Report("Soon", [Row("99 %", never, "s")], [Target("seconds", never.median, at_most=75)])
    monkeypatch.setitem(bench.BENCHMARKS, "soon", lambda quick: report)
    assert bench.main(["soon", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["soon"]["measured"]["99 %"]["median"] is None


def test_an_unknown_name_is_refused_in_a_sentence(capsys):
    with pytest.raises(SystemExit):
        bench.main(["speed"])
    assert "there is no benchmark 'speed'; there are fullbatch," in capsys.readouterr().err


def sleeper(seconds):
    return lambda: time.sleep(seconds)


def test_a_race_is_timed_in_turn():
    found = race([Contender("slow", sleeper, {"seconds": 0.3}), Contender("fast", sleeper, {"seconds": 0.03})], 3)
    assert {name: len(seconds) for name, seconds in found.seconds.items()} == {"slow": 3, "fast": 3}
    assert found.spread("fast").median >= 0.03
    assert found.ratio("slow", "fast").median > 1


def test_ratios_are_taken_round_by_round():
    drifting = Results({"slow": [2.0, 4.0, 8.0], "fast": [1.0, 2.0, 4.0]})
    assert drifting.ratio("slow", "fast") == Spread(2.0, 2.0, 2.0)
    assert drifting.spread("slow") == Spread(4.0, 3.0, 6.0)


def test_a_missed_figure_shows_everywhere(monkeypatch, capsys):
    missed = Report("Speed", [Row("it", Spread(1.5, 1, 2), "s")], [Target("times", 1.5, at_least=2)])
    monkeypatch.setitem(bench.BENCHMARKS, "speed", lambda quick: missed)
    assert bench.main(["speed", "--json"]) == 1
    captured = capsys.readouterr()
    assert json.loads(captured.out)["met"] is False
    assert "MISSED: times 1.5, wanted at least 2" in captured.err
    assert "Speed, times: 1.5, wanted at least 2" in svg([missed])
    assert bench.main(["speed"]) == 1
    assert "MISSED: times 1.5, wanted at least 2" in capsys.readouterr().out
    assert Target("megabytes", 500, at_most=600).met and not Target("megabytes", 700, at_most=600).met


def test_the_textbook_code_learns():
    digits = load_mnist().split(Recipe(train_examples=2_000)).train
    network = Textbook(digits.X().astype("float64"), digits.labels)

    def right():
        *_, A2 = forward(network.W1, network.b1, network.W2, network.b2, network.X)
        return (A2.argmax(axis=0) == digits.labels).mean()

    before = right()
    for _ in range(30):
        network.iteration()
    assert right() > before + 0.1


def test_operations_are_counted_by_hand():
    one_layer = Recipe(hidden=(), train_examples=10)
    assert engine.operations(one_layer) == 10 * 2 * (2 * 784 * 10)
    assert engine.operations(Recipe(train_examples=1)) == 2 * (2 * 784 * 10 + 3 * 10 * 10)


@pytest.mark.parametrize("module, prepare", [("torch", peers.pytorch), ("sklearn", peers.scikit_learn)])
def test_peers_learn_the_same_recipe(module, prepare):
    pytest.importorskip(module)
    recipe = Recipe(hidden=(16,), batch_size=128, optimizer="adam", learning_rate=0.001, train_examples=1_280)
    prepare(recipe, **({"many": 10} if module == "torch" else {}))()


def test_a_sweep_is_timed_as_a_user_gives_it_and_says_what_was_not_measured(monkeypatch):
    seconds = iter([20.0, 10.0, 12.0, 24.0] * 2)
    monkeypatch.setattr(experiments, "installed", lambda module: False)
    monkeypatch.setattr(experiments, "_swept", lambda updates, more: (next(seconds), [{"task": 0}]))
    report = experiments.sweeps(quick=False)
    (target,) = report.targets
    assert target.measured == 2.0 and target.met and "distributed is not installed" in report.skipped[0]
    assert report.facts["the same results, bit for bit"] == "yes"


def test_a_surface_is_timed(together):
    report = Report("surface")
    surface.add_surface(report, quick=True)
    assert report.rows[0].value.median > 0 and report.targets[0].wanted == "at most 3"
