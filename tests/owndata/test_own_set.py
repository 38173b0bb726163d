"""A set to learn from: what is kept aside, what a recipe becomes, and what a network says about it."""

import json

import numpy as np
import pytest
from own_files import digits

from nn.dataset import load_mnist
from nn.network import Network
from nn.owndata.asked import answers, ask_about, submission
from nn.owndata.found import Found, OwnDataError
from nn.owndata.labels import classes_of, in_order
from nn.owndata.own_set import every_picture, own_set, renamed
from nn.pictures import Pictures
from nn.presets import PRESETS
from nn.recipe import Recipe, RecipeError
from nn.storage import Saved, load, save
from nn.training import chance_loss, evaluate, new_network, train


def found(m=350, classes=tuple("0123456789")):
    pixels, labels = digits(m)
    return Found(pixels, (labels % len(classes)).astype(np.uint8), classes, np.arange(1, m + 1, dtype=np.int32))


def test_one_picture_in_seven_is_kept_aside_and_never_learned_from():
    own = own_set(found())
    data = own.split(own.recipe(Recipe(seed=5)))
    learned = {int(i) for part in (data.train, data.test, data.validation) for i in part.index}
    assert len(own.official) == 50 and not learned & set(own.official.index.tolist())
    assert len(own.training) == 300 and len(learned) <= 300
    assert np.array_equal(own.official.index, own_set(found()).official.index)


def test_no_pixel_is_kept_twice():
    these = found()
    own = own_set(these)
    assert all(
        np.shares_memory(part.pixels, these.pixels) for part in (own.training, own.official, every_picture(these))
    )
    assert own.size < 1.02 * these.pixels.nbytes + 10_000


def test_mnist_is_split_as_it_always_was():
    data = load_mnist().split(Recipe(train_examples=5, seed=3))
    assert data.train.index.tolist() == np.random.default_rng(
        np.random.SeedSequence(3).spawn(3)[0]
    ).permutation(60_000)[:5].tolist()  # fmt: skip


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_fits_a_small_set(preset):
    own = own_set(found())
    recipe = own.recipe(PRESETS[preset].recipe)
    assert recipe.pictures == own.pictures and recipe.sizes[-1] == 10 and recipe.test_examples == 42
    assert sum(len(part) for part in vars(own.split(recipe, keep_floats=False)).values()) <= 350


def test_the_fingerprint_is_of_pixels_labels_and_names():
    one, two, three = found(), found(), found()
    two.pixels[0, 300] ^= 1
    three.labels[0] ^= 1
    prints = {own_set(each).fingerprint for each in (one, two, three, renamed(one, tuple("abcdefghij")))}
    assert len(prints) == 4 and own_set(found()).fingerprint == own_set(one).fingerprint


def test_what_cannot_be_learned_from_is_refused():
    with pytest.raises(OwnDataError, match="at least 14"):
        own_set(found(13))
    with pytest.raises(OwnDataError, match="10 classes and 2 names"):
        renamed(found(), ("a", "b"))
    with pytest.raises(OwnDataError, match="a name of its own"):
        renamed(found(), ("a",) * 10)
    with pytest.raises(OwnDataError, match="letters, digits, spaces"):
        renamed(found(), ("<b>", *"bcdefghij"))


def test_classes_are_in_the_order_of_their_numbers():
    assert in_order(["10", "9", "b", "A", "0"]) == ("0", "9", "10", "A", "b")
    labels, names = classes_of(["7", "1", "7"], [2, 3, 4])
    assert names == ("1", "7") and labels.tolist() == [1, 0, 1]


# As many outputs as classes -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("k", [2, 3, 47])
def test_a_network_has_as_many_outputs_as_there_are_classes_and_learns(k):
    own = own_set(found(classes=tuple(f"class {n}" for n in range(k))))
    recipe = own.recipe(Recipe(hidden=(20,), initial="he", learning_rate=0.3, iterations=60))
    network, data = new_network(recipe), own.split(recipe)
    assert network.sizes == (784, 20, k)
    steps = list(train(network, data, recipe, recipe.streams().training))
    assert abs(steps[0].train.loss - chance_loss(k)) < 0.7 and steps[-1].train.loss < 0.6 * steps[0].train.loss
    assert evaluate(network, data.official).accuracy > 1.5 / min(k, 10)


def test_a_saved_network_keeps_the_names(tmp_path):
    own = own_set(found(classes=("cat", "dog")))
    recipe = own.recipe(Recipe(hidden=(3,)))
    save(Saved(new_network(recipe), recipe), tmp_path / "own.npz")
    back = load(tmp_path / "own.npz")
    assert back.recipe == recipe and back.recipe.classes == ("cat", "dog") and back.network.sizes == (784, 3, 2)
    assert '"pictures"' not in Recipe().to_json() and Recipe.from_json('{"seed": 1}').classes == tuple("0123456789")


GOOD = {"fingerprint": "a", "count": 9, "classes": ["x", "y"]}
BAD = [
    *({**GOOD, "classes": classes} for classes in (5, ["x"], ["x", "x"], [1, 2], ["<b>", "[x](y)"], ["x" * 65, "y"])),
    *({**GOOD, "count": count} for count in (0, 2.5, "9", True)),
    *(7, [], {}, {"fingerprint": "a", "count": 9}, {**GOOD, "fingerprint": ""}, {**GOOD, "more": 1}),
]


@pytest.mark.parametrize("pictures", BAD, ids=str)
def test_pictures_in_a_file_that_cannot_be_are_refused(pictures):
    with pytest.raises(RecipeError):
        Recipe.from_json(json.dumps({"train_examples": 1, "test_examples": 0, "pictures": pictures}))


def test_a_recipe_draws_no_more_than_the_set_has():
    with pytest.raises(RecipeError, match="the set has 30 to draw from"):
        Recipe(train_examples=31, test_examples=0, pictures=Pictures("x", 30, ("a", "b")))
    assert not Recipe(train_examples=9, test_examples=0, pictures=Pictures("x", 30, ("a", "b"))).reads_digits


# What a network says --------------------------------------------------------------------------------------------------


def says(pixel_of_class):
    """A network without hidden neurons whose answer is the class whose pixel is brightest."""
    network = Network((784, len(pixel_of_class)))
    for k, pixel in enumerate(pixel_of_class):
        network.layers[0].W[k, pixel] = 1
    return network


def test_a_network_is_asked_by_the_names_of_its_classes():
    pixels = np.zeros((4, 784), np.uint8)
    pixels[range(4), [5, 6, 6, 7]] = 255  # of the network's first class, twice its second, its third
    labels = np.array([1, 0, 1, 2], np.uint8)
    these = Found(pixels, labels, ("b", "a", "x"), np.arange(4, dtype=np.int32))
    asked = ask_about(says([5, 6, 7]), ("a", "b", "c"), every_picture(these), these.classes)
    assert asked.confusion.tolist() == [[0, 1, 0], [1, 1, 0], [0, 0, 0]]
    assert asked.counts.tolist() == [1, 2, 0] and asked.right.tolist() == [1, 1, 0]
    assert asked.commonest(9) == [("a", "b", 1)] and asked.index[asked.surest_mistakes(9)].tolist() == [2]
    assert asked.unknown == ("x",) and asked.accuracy == pytest.approx(2 / 3)
    nothing = ask_about(says([5, 6]), ("d", "e"), every_picture(these), these.classes)
    assert nothing.pictures == 0 and np.isnan(nothing.accuracy)


def test_answers_as_kaggle_wants_them():
    pixels = np.zeros((3, 784), np.uint8)
    pixels[range(3), [6, 5, 5]] = 9
    assert answers(says([5, 6]), pixels).tolist() == [1, 0, 0]
    assert "".join(submission(("7", "a, b"), answers(says([5, 6]), pixels))) == 'ImageId,Label\n1,"a, b"\n2,7\n3,7\n'
