"""The command line: results on stdout, all else on stderr, and nonsense is one sentence and an exit code."""

import io
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nn.__main__ import main
from nn.commands import gradcheck as gradcheck_command
from nn.commands.options import option
from nn.dataset import load_mnist, read_mnist
from nn.gradcheck import gradcheck
from nn.models import load_shipped
from nn.network import Network
from nn.presets import PRESETS
from nn.recipe import SETTINGS, Recipe
from nn.storage import load

SMALL = "--hidden 8 --train-examples 300 --test-examples 100 --iterations 5".split()


@pytest.fixture
def call(capsys):
    """Run a command in this process: its exit code, what it said, and what it complained of."""

    def run(*arguments):
        try:
            code = main([str(a) for a in arguments])
        except SystemExit as left:
            code = left.code
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return code, said.out, said.err

    return run


@pytest.fixture
def refused(call):
    """A command that cannot be: exit code 2, nothing on stdout, one sentence on stderr, which is returned."""

    def run(*arguments):
        code, out, err = call(*arguments)
        assert code == 2 and out == "" and err.count("\n") == 1
        return err

    return run


# --- train


def test_train_ends_with_one_json_line(call):
    code, out, err = call("train", *SMALL, "--seed", 3, "--validation-examples", 50, "--json")
    assert code == 0 and out.count("\n") == 1
    result = json.loads(out)
    accuracies = {"train_accuracy", "test_accuracy", "official_accuracy", "validation_accuracy"}
    assert accuracies | {"loss", "iterations", "seconds", "preset", "seed", "recipe", "diverged"} <= set(result)
    assert all(0 <= result[name] <= 1 for name in accuracies)
    assert (result["preset"], result["seed"], result["iterations"], result["diverged"]) == ("blog", 3, 5, False)
    assert Recipe.from_json(json.dumps(result["recipe"])).hidden == (8,)
    assert "5/5" in err  # the progress bar


def test_the_same_seed_gives_the_same_line(call):
    lines = [json.loads(call("train", *SMALL, "--json")[1]) for _ in range(2)]
    for line in lines:
        del line["seconds"]
    assert lines[0] == lines[1]


def test_without_test_digits_of_its_own_the_official_ones_are_the_test(call):
    result = json.loads(call("train", *SMALL, "--test-examples", 0, "--json")[1])
    assert result["test_accuracy"] == result["official_accuracy"] and "validation_accuracy" not in result


def test_train_tells_a_person_in_a_few_lines(call):
    code, out, _ = call("train", *SMALL)
    assert code == 0 and 4 <= out.count("\n") <= 8
    assert "784-8-10" in out and re.search(r"official test digits\s+\d+\.\d\d%", out)


def test_every_field_of_a_recipe_is_an_option(call):
    _, out, _ = call("train", "--help")
    assert all(option(name) in out for name in SETTINGS)
    said = " ".join(out.split())
    assert all(setting.meaning.rstrip(".") in said for setting in SETTINGS.values())
    assert "(1 to 60,000; or full)" in said and "as 128,64; or none" in said
    assert "--hidden N,N|none" in said.partition("recipe:")[0]  # the usage line


def test_options_reach_the_recipe(call):
    words = {
        "activation": "leaky-relu",
        "initial": "he",
        "optimizer": "gradient-descent",
        "schedule": "warm-up",
        "learning_rate": "0.25",
        "batch_size": "64",
        "dropout": "0.1",
        "l2": "1e-4",
        "shift": "1.5",
        "epochs": "0.5",
    }
    given = [word for name, text in words.items() for word in (option(name), text)]
    _, out, _ = call("train", "--train-examples", 300, "--test-examples", 0, *given, "--json")
    recipe = json.loads(out)["recipe"]
    assert recipe["activation"] == "leaky relu" and recipe["optimizer"] == "gradient descent"
    assert (recipe["schedule"], recipe["batch_size"], recipe["epochs"]) == ("warm-up", 64, 0.5)
    assert (recipe["iterations"], recipe["dropout"], recipe["shift"]) == (None, 0.1, 1.5)


@pytest.mark.parametrize(
    ("words", "hidden"),
    [(["12,6"], [12, 6]), (["12", "6"], [12, 6]), (["12,", "6"], [12, 6]), (["none"], [])],
    ids=["comma", "space", "both", "none"],
)
def test_hidden_layers_may_be_written_as_one_likes(call, words, hidden):
    rest = [*SMALL[2:], "--json"]
    assert json.loads(call("train", "--hidden", *words, *rest)[1])["recipe"]["hidden"] == hidden


def test_an_option_may_be_called_by_its_old_name(call):
    given = "--decay 0.99 --pen 0.5 --rare 2 --batch-size 64".split()
    recipe = json.loads(call("train", *SMALL, *given, "--json")[1])["recipe"]
    assert (recipe["beta2"], recipe["stroke_width"], recipe["oversample"]) == (0.99, 0.5, 2)
    assert not {"--decay", "--pen", "--rare"} & set(call("train", "--help")[1].split())


def test_without_mnist_it_says_how_to_restore_it(call, monkeypatch, tmp_path):
    monkeypatch.setattr("nn.commands.train.load_mnist", lambda: read_mnist(tmp_path / "mnist.npz"))
    code, out, err = call("train", *SMALL, "--json")
    assert code == 1 and out == "" and "git checkout -- nn/data/mnist.npz" in err and err.count("\n") == 1


def test_the_full_batch_has_a_name(call):
    rest = ["--train-examples", 300, "--iterations", 2, "--json"]
    _, out, _ = call("train", "--preset", "deep", "--batch-size", "full", *rest)
    assert json.loads(out)["recipe"]["batch_size"] is None


def test_divergence_is_a_sentence_an_exit_code_and_still_a_json_line(call, tmp_path):
    path = tmp_path / "kept.npz"
    code, out, err = call("train", *SMALL, "--iterations", 50, "--learning-rate", 5000, "--json", "--save", path)
    result = json.loads(out)
    assert code == 1 and out.count("\n") == 1
    assert result["diverged"] is True and "learning rate of 5000" in result["message"]
    assert "diverged" in err and "last good parameters" in err
    assert np.isfinite(load(path).network.theta).all()
    code, out, err = call("train", *SMALL, "--iterations", 50, "--learning-rate", 5000)
    assert code == 1 and out == "" and re.search(r"Try \d[\d.]*\.", err)


# --- save


def test_what_is_saved_is_what_was_trained(call, tmp_path):
    path = tmp_path / "network.npz"
    _, out, _ = call("train", *SMALL, "--json", "--save", path)
    result, saved = json.loads(out), load(path)
    assert saved.facts["test_accuracy"] == result["test_accuracy"] and saved.facts["preset"] == "blog"
    assert saved.recipe.iterations == 5 and saved.history["iteration"].tolist() == [0, 1, 2, 3, 4, 5]
    assert list(tmp_path.iterdir()) == [path]  # nothing else is left behind


def test_any_name_will_do(call, tmp_path):
    assert call("train", *SMALL, "--save", tmp_path / "my network")[0] == 0
    assert load(tmp_path / "my network").recipe.iterations == 5


def test_a_place_that_cannot_be_written_is_refused_before_training(refused, tmp_path):
    assert "there is no folder" in refused("train", "--save", tmp_path / "none" / "a.npz")
    assert "is a folder" in refused("train", "--save", tmp_path)
    (tmp_path / "file").touch()
    assert "--save" in refused("train", "--save", tmp_path / "file" / "a.npz")


def test_a_disk_that_fills_up_is_a_sentence_and_keeps_the_old_file(call, tmp_path, monkeypatch):
    path = tmp_path / "network.npz"
    path.write_bytes(b"before")

    def full(saved, file, dtype):
        file.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("nn.commands.train.save", full)
    code, _, err = call("train", *SMALL, "--save", path)
    assert code == 1 and "No space left on device" in err
    assert path.read_bytes() == b"before" and list(tmp_path.iterdir()) == [path]


def test_half_precision_halves_the_file_and_is_what_is_scored(call, tmp_path):
    full, half = tmp_path / "full.npz", tmp_path / "half.npz"
    call("train", *SMALL, "--save", full)
    call("train", *SMALL, "--half", "--save", half)
    assert half.stat().st_size < 0.7 * full.stat().st_size
    theta = load(half).network.theta
    np.testing.assert_array_equal(theta, theta.astype(np.float16))


def test_ctrl_c_stops_between_two_updates_and_saves(tmp_path):
    path = tmp_path / "so-far.npz"
    command = [sys.executable, "-m", "nn", "train", *SMALL[:-1], "1000000", "--json", "--save", str(path)]
    with subprocess.Popen(command, cwd=Path(__file__).parents[2], stdout=-1, stderr=-1, text=True) as process:
        seen = ""
        while "loss=" not in seen:  # the bar moves: it is training
            character = process.stderr.read(1)
            assert character, seen
            seen += character
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130 and out == ""
    assert re.search(r"Interrupted after [\d,]+ of 1,000,000 iterations. The parameters so far are in", err)
    assert "Traceback" not in err
    saved = load(path)
    assert saved.facts["iterations"] == saved.history["iteration"][-1] + 1 > 1


# --- nonsense


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--learning-rate nan", "--learning-rate is nan; allowed: a number from"),
        ("--learning-rate fast", "--learning-rate is 'fast'; allowed: a number"),
        ("--learning-rate -1", "--learning-rate is -1.0"),
        ("--hidden 10 many", "--hidden is 10 many; allowed: up to 8 whole numbers"),
        ("--hidden 0", "--hidden is 0; allowed: up to 8 whole numbers from 1 to 2048, or none."),
        ("--iterations 2.5", "--iterations is '2.5'; allowed: a whole number"),
        ("--iterations 5 --epochs 2", "--iterations or as --epochs: exactly one"),
        ("--iterations none", "exactly one"),
        ("--batch-size 50000", "--batch-size is 50,000, more than the 41,000 --train-examples; write full"),
        ("--batch-size all", "--batch-size is 'all'; allowed: a whole number from 1 to 60,000, or full."),
        ("--train-examples 60000", "--train-examples + --validation-examples + --test-examples is 61,000"),
        ("--train-examples 60000", "to draw from; lower --test-examples, which is 1,000 unless given."),
        ("--preset fast --train-examples 60000", "lower --validation-examples, which is 1,000 unless given."),
        ("--train-examples 60000 --test-examples 9 --validation-examples 9", "60,000 to draw from. See"),
        ("--optimizer sgd", "--optimizer is 'sgd'; allowed: gradient descent, momentum"),
        ("--seed x", "--seed is 'x'"),
        ("--patience 3", "--patience stops a run"),
        ("--preset best", "--preset is 'best'; allowed: blog, deep"),
        ("--learning-rat 1", "--learning-rat"),
        ("--seed", "expected one argument"),
        ("something", "python -m nn train: unrecognized arguments: something."),
        ("--quiet", "python -m nn train: unrecognized arguments: --quiet. See `python -m nn train --help`."),
    ],
    ids=str,
)
def test_nonsense_is_one_sentence_in_the_names_of_the_options(refused, words, said):
    assert said in refused("train", *words.split())


def test_no_command_and_an_unknown_one(refused):
    assert "COMMAND" in refused()
    assert "invalid choice: 'tarin'" in refused("tarin")


def test_help_of_every_command(call):
    code, out, _ = call("--help")
    commands = re.findall(r"^    ([a-z-]+)", out, re.MULTILINE)
    assert code == 0 and len(commands) == 11
    for command in commands:
        code, out, _ = call(command, "--help")
        assert code == 0 and "usage: python -m nn " + command in out


# --- classify


@pytest.fixture
def seven(tmp_path):
    """A PNG of an MNIST 7, dark on light and larger, as a scanner would give it."""
    official = load_mnist().official
    pixels = official.pixels[np.flatnonzero(official.labels == 7)[0]].reshape(28, 28)
    path = tmp_path / "seven.png"
    Image.fromarray(255 - pixels).resize((280, 280), Image.Resampling.BICUBIC).save(path)
    return path


def test_classify_prints_digit_and_probabilities(call, seven):
    code, out, _ = call("classify", seven, "--model", "deep", "--json")
    result = json.loads(out)
    assert code == 0 and result["digit"] == 7 and out.count("\n") == 1
    assert len(result["probabilities"]) == 10 and sum(result["probabilities"]) == pytest.approx(1)
    code, out, _ = call("classify", seven, "--model", "deep")
    lines = out.splitlines()
    assert lines[0] == "This is a 7, says deep." and [line[0] for line in lines[1:]] == list("0123456789")


def test_classify_says_where_there_seems_to_be_more_than_one_digit(call, seven, tmp_path):
    one = np.asarray(Image.open(seven))
    Image.fromarray(np.hstack([one, one])).save(tmp_path / "two.png")
    code, out, err = call("classify", tmp_path / "two.png", "--model", "deep", "--json")
    assert code == 0 and out.count("\n") == 1 and err == "More than one digit? It reads one digit at a time.\n"
    assert call("classify", seven, "--model", "deep")[2] == ""


def test_classify_takes_a_file_that_train_saved(call, seven, tmp_path):
    call("train", *SMALL, "--save", tmp_path / "own.npz")
    code, out, _ = call("classify", seven, "--model", tmp_path / "own.npz", "--json")
    assert code == 0 and json.loads(out)["digit"] in range(10)


def picture(colour):
    file = io.BytesIO()
    Image.new("L", (100, 100), colour).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "empty"), (b"not a picture", "not a picture"), (picture(255), "blank"), (picture(0)[:-20], ".")],
    ids=["empty", "text", "blank", "cut"],
)
def test_a_picture_that_cannot_be_used_is_a_sentence(call, tmp_path, content, said):
    (tmp_path / "it.png").write_bytes(content)
    code, out, err = call("classify", tmp_path / "it.png", "--model", "deep")
    assert code == 1 and out == "" and said in err and err.count("\n") == 1


def test_files_that_are_not_there(call, tmp_path, seven):
    for image, model, said in (
        (tmp_path / "none.png", "deep", "There is no file"),
        (tmp_path, "deep", "cannot be read"),
        (seven, "depe", "no shipped network 'depe'; there are blog, deep"),
        (seven, tmp_path / "none.npz", "There is no file"),
        (seven, seven, "not a readable .npz"),
    ):
        code, out, err = call("classify", image, "--model", model)
        assert code == 1 and out == "" and said in err and err.count("\n") == 1


# --- gradcheck


def test_gradcheck_shows_every_activation_and_block(call):
    code, out, _ = call("gradcheck", "--hidden", "6,5")
    assert code == 0 and "backward is the derivative of forward" in out
    assert "W1       b1       W2       b2       W3       b3" in out
    for name in ("relu", "leaky relu", "tanh", "sigmoid", "gelu", "linear"):
        assert re.search(rf"^{name} +(\d\.\de-\d\d *){{6}}$", out, re.MULTILINE)


def test_gradcheck_of_one_activation(call):
    _, out, _ = call("gradcheck", "--activation", "tanh", "--seed", 4)
    assert "tanh" in out and "sigmoid" not in out and "seed 4" in out


def test_a_broken_backward_is_an_exit_code(call, monkeypatch):
    def broken(network, Y, m=None):
        Network.backward(network, Y, m)
        network.layers[0].db[:] = network.layers[0].db.sum()

    monkeypatch.setattr(gradcheck_command, "gradcheck", lambda *args: gradcheck(*args, backward=broken))
    code, out, _ = call("gradcheck", "--activation", "relu")
    assert code == 1 and "NOT the derivative" in out


def test_gradcheck_refuses_nonsense(refused):
    assert "--hidden is" in refused("gradcheck", "--hidden", "0")
    said = refused("gradcheck", "--learning-rate", "1")
    assert said.startswith("python -m nn gradcheck: ") and "See `python -m nn gradcheck --help`" in said


# --- lists and scores


def test_presets_settings_and_models_are_listed(call):
    code, out, _ = call("presets")
    assert code == 0 and [line.split()[0] for line in out.splitlines()] == list(PRESETS)
    code, out, _ = call("settings")
    assert code == 0 and re.findall(r"^\| `(\w+)`", out, re.MULTILINE) == list(SETTINGS)
    code, out, _ = call("models")
    assert code == 0 and f"{load_shipped('blog').facts['official_accuracy']:.2%}" in out and "784-10-10" in out


@pytest.fixture
def corpus(tmp_path):
    """Two ones, by two writers, each a straight line."""
    path = tmp_path / "corpus.npz"
    np.savez(
        path,
        points=np.array([[50, 10], [50, 90], [200, 100], [205, 300]], np.float32),
        stroke_offsets=np.array([0, 2, 4]),
        sample_offsets=np.array([0, 1, 2]),
        labels=np.array([1, 1], np.uint8),
        writers=np.array(["a", "b"]),
    )
    return path


def test_score_strokes(call, corpus):
    code, out, _ = call("score-strokes", corpus, "--model", "deep", "--json")
    result = json.loads(out)
    assert code == 0 and out.count("\n") == 1 and result["n"] == 2
    assert set(result["placements"]) == {"centred", "small"}
    assert set(result["by_digit"]) == {"1"} and set(result["by_writer"]) == {"a", "b"}
    code, out, _ = call("score-strokes", corpus, "--model", "deep")
    assert code == 0 and "2 digits of 2 writers" in out and "placed small" in out


def test_score_images(call, tmp_path):
    official = load_mnist().official
    path = tmp_path / "images.npz"
    np.savez(path, images=official.pixels[:50].reshape(-1, 28, 28), labels=official.labels[:50])
    code, out, _ = call("score-images", path, "--model", "deep", "--json")
    result = json.loads(out)
    assert code == 0 and result["n"] == 50 and result["accuracy"] > 0.9
    assert "50 pictures" in call("score-images", path, "--model", "deep")[1]


@pytest.mark.parametrize("command", ["score-strokes", "score-images"])
def test_a_file_that_cannot_be_scored_is_a_sentence(call, tmp_path, command):
    (tmp_path / "bad.npz").write_bytes(b"nothing")
    for path in (tmp_path / "bad.npz", tmp_path / "none.npz"):
        code, out, err = call(command, path, "--model", "deep")
        assert code == 1 and out == "" and err.count("\n") == 1 and path.name in err


# --- as a program


def test_a_reader_that_stops_reading_is_no_error():
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "nn", "presets"]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], stdout=writer, stderr=subprocess.PIPE, text=True)
    os.close(writer)
    assert done.returncode == 1 and "Traceback" not in done.stderr
