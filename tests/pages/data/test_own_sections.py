"""Samples, map and labels of a visitor's own pictures: by their own names, for any number of classes, theirs alone."""

import io

import numpy as np
import pytest
from data_page import chart, html, opened, press, said
from own_files import digits, kaggle, npz
from streamlit.testing.v1 import AppTest

from nn import recipe
from nn.assess.answers import ask
from nn.assess.suspects import QUICK
from nn.models import load_shipped
from nn.owndata.asked import ask_about
from nn.owndata.own_set import OwnSet, own_set
from nn.owndata.reading import read
from nn.recipe import DIGITS_BY_NAME, Recipe
from pages.data import labels, words
from pages.data.readings import in_numbers_of, reading
from pages.data.sets import OWN, half_of, pictures_of
from pages.shared import session

pytestmark = pytest.mark.usefixtures("lab_of_its_own")
NAMES = ("cat", "dog", "owl")


def of(content: bytes) -> OwnSet:
    return own_set(read(io.BytesIO(content)))


def three_classes(m: int = 120) -> OwnSet:
    pixels, numbers = digits(m)
    return of(npz(images=pixels.reshape(-1, 28, 28), labels=np.array(NAMES)[numbers % 3]))


def looked_at(own: OwnSet, about: str, **visitor: object) -> AppTest:
    """A section for who has brought these pictures and has chosen them."""
    app = opened("own", pictures=(own,), pictures_title="mine.npz", **visitor)
    lead = app.button(key="own_see_" + about)
    lead.click().run()
    assert not app.exception and app.session_state.data.which == OWN
    return app


def learned_from(own: OwnSet) -> dict[str, object]:
    own = session.lab().welcome_set(own)
    run = session.lab().new_run(own.recipe(Recipe(hidden=(8,), initial="he", learning_rate=0.3)))
    run.step(40)
    while run.wants_work:
        run.advance(1.0)
    return {"run_id": run.id, "key": run.key, "network": session.YOUR_RUN}


def test_samples_are_of_the_sets_own_classes_and_lead_nowhere_where_they_are_no_digits() -> None:
    app = looked_at(three_classes(), "samples")
    assert "Most are pictures of cat" in said(app) and "<dd>3</dd>" in html(app)
    assert 'alt="Your picture in row ' in html(app) and "labelled owl" in html(app) and "data-way" not in html(app)
    assert list(app.selectbox(key="data_of").options)[-1] == "pictures of owl"
    assert app.session_state.ten_neurons.place["digits"] == OWN


def test_a_map_without_a_name_in_common_marks_no_mistake_and_says_why() -> None:
    app = looked_at(three_classes(), "map", network="blog")
    sent = chart(app, "data_map")
    assert len(sent["sprites"]["x"]) == 120 and not sent["sprites"]["marked"]
    assert "None of your classes has a name that this network knows" in said(app)
    assert "knows no class of that name" in said(app) and app.button(key="data_next_mistake").disabled


def test_a_map_of_a_network_that_learned_these_classes_marks_its_mistakes() -> None:
    own = three_classes()
    mine = learned_from(own)
    app = looked_at(own, "map", **mine)
    run = session.lab().find(str(mine["run_id"]))
    found = ask_about(run.view().network(), NAMES, pictures_of(own, int).examples, NAMES)
    mistakes = int((~found.is_right).sum())
    assert f"of the {mistakes:,} mistakes among them" in said(app)
    assert len(chart(app, "data_map")["sprites"]["marked"]) == mistakes


def test_pictures_of_digits_lead_on_as_a_drawing_does_and_a_network_of_mnist_judges_those_kept_aside() -> None:
    own = of(kaggle(140))
    app = looked_at(own, "map", network="strong")
    assert "digit=ink" in html(app) and "no mistake is marked" not in said(app)
    app = looked_at(own, "labels", network="strong")
    app.session_state.data.half = "aside"
    app.run()
    assert not app.exception and "may know their labels by heart" in said(app) and "No label is doubted" in said(app)


def test_labels_are_judged_in_five_folds_of_as_many_classes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labels, "QUICK", QUICK.but(hidden=(4,), epochs=1))
    monkeypatch.setattr(recipe, "MOST_EPOCHS", 1)
    app = looked_at(three_classes(60), "labels")
    assert "784-4-3" in said(app)
    press(app, "folds_begin")
    while app.session_state.data_folds.going_on:
        app.run()
    app.run()
    assert not app.exception and "of 52 pictures" in html(app).lower() and "Your picture in row" in said(app)
    press(app, "wrong")
    assert "without the 1 whose label you call wrong" in said(app)
    press(app, "undo")
    assert "Judge a few" in said(app)
    app.session_state.ten_neurons.pictures = ()  # let go
    app.run()
    assert not app.session_state.data_folds.known and app.session_state.data.which == "training"


def test_a_network_of_other_classes_judges_no_label() -> None:
    app = looked_at(three_classes(60), "labels", network="blog")
    app.segmented_control(key="data_half").set_value("aside").run()
    assert "does not know cat, dog, owl" in said(app) and not app.exception


def test_who_opens_anothers_address_is_told_once_and_sees_mnist() -> None:
    app = opened("samples", {"digits": OWN, "of": "12"})
    assert app.session_state.ten_neurons.to_be_said() == words.NOT_HERE and "60,000" in html(app)
    assert list(app.segmented_control(key="data_which").options) == list(words.DIGITS.values())


def test_answers_count_by_name_whatever_the_numbers() -> None:
    pixels, numbers = digits(120)
    kept = np.isin(numbers, (3, 7))
    own = of(npz(images=pixels[kept].reshape(-1, 28, 28), labels=np.where(numbers[kept] == 3, "7", "owl")))
    network = load_shipped("strong").network
    found = reading(ask(network, pictures_of(own, int).examples), own.classes, DIGITS_BY_NAME)
    assert own.classes == ("7", "owl") and found.asked.tolist() == (own.train_labels == 0).tolist()
    assert found.wrong[found.asked].all() and {found.given(int(i)) for i in np.flatnonzero(found.asked)} == {"3"}
    halves = [half_of(pictures_of(own, int), half) for half in ("learned", "aside")]
    assert sum(len(half.examples) for half in halves) == len(own) and [half.seen for half in halves] == [True, False]
    turned = in_numbers_of(halves[0], ("owl", "x", "7"))
    assert {turned.classes[k] for k in turned.examples.labels} == {"7", "owl"}
