"""A film in a file: exact to float16, small, and the one that ships is the run that it claims to be."""

import io

import numpy as np
import pytest

from nn.dataset import load_mnist
from nn.explain.film import Film
from nn.explain.reel import load_film, save_film
from nn.lab.run import Run
from nn.lab.shipped import FILMS, like, shipped_run, with_film
from nn.models import shipped
from nn.presets import PRESETS
from nn.recipe import Recipe


def test_every_frame_comes_back_to_float16_rounding(tmp_path):
    rng = np.random.default_rng(0)
    thetas = np.cumsum(rng.normal(0, 0.01, (30, 7960)).astype(np.float32), axis=0)
    thetas[3, :8] = [0, -0.0, 1e-9, -1e-9, 65_000, -65_000, 6e-8, -6e-8]  # signs, zeros and both ends of float16
    film = Film((784, 10, 10), "tanh", np.arange(0, 60, 2), tuple(thetas))
    save_film(film, tmp_path / "film.npz")
    back = load_film(tmp_path / "film.npz")
    assert (back.sizes, back.activation, back.iterations.tolist()) == (film.sizes, "tanh", film.iterations.tolist())
    np.testing.assert_array_equal(np.stack(back.thetas), thetas.astype(np.float16))
    assert back.network(3).theta.dtype == np.float32
    with pytest.raises(ValueError, match="read-only"):
        back.thetas[0][0] = 1


def test_small_steps_make_a_small_file():
    rng, file = np.random.default_rng(0), io.BytesIO()
    start = rng.normal(0, 0.3, 7960)
    thetas = tuple((start + 1e-4 * i).astype(np.float32) for i in range(100))
    save_film(Film((784, 10, 10), "relu", np.arange(100), thetas), file)
    assert len(file.getvalue()) < 0.2 * sum(theta.nbytes for theta in thetas)


def test_the_shipped_film_is_the_article_s_run_and_takes_little_room():
    assert with_film() == ["blog"] and sum(path.stat().st_size for path in FILMS.glob("*")) < 3_000_000
    film, recipe = shipped_run("blog").film(), PRESETS["blog"].recipe
    assert len(film) == recipe.total_iterations + 1 and film.every == 1
    run = Run(recipe, lambda r: load_mnist().split(r))
    run.step(40)
    while run.wants_work:
        run.advance(0.5)
    for i, theta in enumerate(run.film().thetas):
        # to float16 rounding; another processor may round the last bit of a sum the other way
        np.testing.assert_allclose(film.thetas[i].astype(np.float32), theta, rtol=2**-10, atol=2**-14)
    ends = film.network(len(film) - 1).theta, shipped_run("blog").view().theta
    np.testing.assert_allclose(*ends, rtol=2**-10, atol=2**-14)


def test_a_shipped_run_is_seen_like_a_run_of_one_s_own():
    for name in shipped():
        view = shipped_run(name).view()
        assert view.over and not view.active and len(view.history) and view.network().sizes == view.recipe.sizes
        assert len(shipped_run(name).film()) in (1, 501)


def test_a_recipe_finds_the_shipped_run_of_its_kind_whatever_its_seed():
    assert like(PRESETS["blog"].recipe.but(seed=7)) == "blog" and like(PRESETS["record"].recipe) == "strong"
    assert like(PRESETS["blog"].recipe.but(learning_rate=0.2)) == "" and like(Recipe(hidden=(11,))) == ""
