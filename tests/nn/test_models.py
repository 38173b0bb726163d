"""The networks that ship: what they are said to score is what they score."""

import numpy as np
import pytest

from nn.dataset import load_mnist
from nn.models import FOLDER, find, load_shipped, shipped
from nn.models.__main__ import SHIPPED, rebuild
from nn.presets import PRESETS
from nn.storage import StorageError
from nn.training import evaluate

NAMES = list(shipped())


def test_there_are_networks_and_each_can_be_made_again():
    assert {"blog", "deep"} <= set(NAMES) and NAMES == sorted(NAMES)
    assert set(NAMES) == set(SHIPPED)
    readme = (FOLDER / "README.md").read_text()
    assert all(f"{name}.npz" in readme for name in NAMES)
    assert rebuild(["unknown"]) == 2


@pytest.mark.parametrize("name", NAMES)
def test_the_stated_accuracy_is_what_the_stored_parameters_score(name):
    saved = load_shipped(name)
    official = evaluate(saved.network, load_mnist().official).accuracy
    assert official == pytest.approx(saved.facts["official_accuracy"], abs=1e-4)  # a tie may fall either way
    readme = (FOLDER / "README.md").read_text()
    assert f"{saved.facts['official_accuracy']:.2%}".replace("%", " %") in readme


@pytest.mark.parametrize("name", NAMES)
def test_the_stated_split_scores_hold_too(name):
    saved = load_shipped(name)
    data = load_mnist().split(saved.recipe, keep_floats=False)
    for part, examples in (("train", data.train), ("test", data.test), ("validation", data.validation)):
        if len(examples) and f"{part}_accuracy" in saved.facts:
            found = evaluate(saved.network, examples).accuracy
            assert found == pytest.approx(saved.facts[f"{part}_accuracy"], abs=1.01 / len(examples))


def test_the_articles_network_ships_with_its_whole_history():
    saved = load_shipped("blog")
    assert saved.network.sizes == (784, 10, 10)
    assert saved.history["iteration"].tolist() == list(range(501))
    assert saved.history["train_accuracy"][-1] == saved.facts["train_accuracy"]
    assert (np.diff(saved.history["train_loss"]) < 0).all()


def test_a_file_that_calls_its_settings_by_old_names_still_says_how_it_was_made():
    saved = load_shipped("strong")  # written when stroke_width was pen and oversample was rare
    assert saved.recipe == PRESETS["record"].recipe


@pytest.mark.parametrize("name", NAMES)
def test_they_are_small(name):
    assert shipped()[name].stat().st_size < 3 * 2**20


def test_a_shipped_network_is_shared_and_cannot_be_written_to():
    network = load_shipped("blog").network
    assert load_shipped("blog").network is network
    for array in (network.theta, network.layers[0].W, network.layers[1].b):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1
    own = network.copy()
    own.theta[:] = 0


def test_an_unknown_name_lists_what_there_is():
    with pytest.raises(StorageError, match="no shipped network 'stong'; there are blog, deep"):
        find("stong")


def test_a_path_is_a_path():
    assert find(str(shipped()["blog"])).recipe == load_shipped("blog").recipe
    with pytest.raises(StorageError, match="There is no file"):
        find("missing.npz")
