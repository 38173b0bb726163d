"""Your own data, run by Streamlit's own harness: from a file to a set, a network and answers; and nobody else's."""

from itertools import count

import numpy as np
import pytest
from kept import eventually
from own_files import as_text, digits, header, idx, kaggle, npz, rows_of
from streamlit.testing.v1 import AppTest

from nn.lab.limits import Limits
from nn.owndata.own_set import own_set
from nn.owndata.reading import read
from nn.recipe import Recipe
from pages.shared import session
from pages.shared.own_pictures import digits_at_hand

pytestmark = pytest.mark.usefixtures("lab_of_its_own")
NAMES = ("cat", "dog", "owl")
PAGES = ("train", "draw", "weights", "steps", "why", "film", "errors", "workbench", "experiments", "maths")
TINY = Recipe(hidden=(8,), initial="he", learning_rate=0.3, iterations=3)
FILES = count()


def section() -> None:
    from pages.data import own

    own.draw()


def opened(**visitor: object) -> AppTest:
    app = AppTest.from_function(section, default_timeout=60)
    app.session_state.ten_neurons = session.Session(**visitor)  # type: ignore[arg-type]
    app.run()
    assert not app.exception
    return app


def bring(app: AppTest, *files: bytes, name: str = "mine.csv") -> AppTest:
    """Upload, and wait until it is read."""
    for file in files:
        app.file_uploader[0].upload(name, file, "application/octet-stream")
    app.run()
    intake = app.session_state.own_pictures.intake
    eventually(lambda: intake is None or not intake.wants_work)
    app.run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    return " ".join(str(e.value) for e in [*app.markdown, *app.caption, *app.info, *app.warning])


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def three_classes(m: int = 120) -> bytes:
    pixels, labels = digits(m)
    return npz(images=pixels.reshape(-1, 28, 28), labels=np.array(NAMES)[labels % 3])


def a_run(content: bytes, iterations: int = 3):
    """A run that has learned from this file, of somebody else's visit, which is still there; and the set itself."""
    import io

    own = session.lab().welcome_set(own_set(read(io.BytesIO(content))))
    run = session.lab().new_run(own.recipe(TINY))
    run.step(iterations)
    while run.wants_work:
        run.advance(1.0)
    return run, own


# From a file to answers -----------------------------------------------------------------------------------------------


def test_kaggles_two_files_from_upload_to_submission() -> None:
    app = bring(opened(), kaggle(140), name="train.csv")
    assert "train.csv</b>" in said(app) or "**train.csv**: 140 pictures of 10 classes" in said(app)
    app.selectbox(key="own_preset").set_value("blog").run()
    press(app, "own_train")
    run = session.lab().find(app.session_state.ten_neurons.run_id)
    assert run is not None and run.recipe.pictures == app.session_state.ten_neurons.pictures[-1].pictures
    assert "learning from your pictures" in said(app) and run.recipe.train_examples == 103
    run.stop()
    app.run()
    assert "of your pictures that were kept aside are right" in said(app) and "MNIST test digits are right" in said(app)
    assert "also among the pictures that it learned from" not in said(app)  # they are training digits

    bring(app, kaggle(20, labelled=False), name="test.csv")
    assert "**test.csv**: 20 pictures without labels" in said(app) and "It answers" in said(app)
    app.selectbox(key="own_answerer").set_value("strong").run()
    lines = app.session_state.own_pictures.known["submission"][1].splitlines()
    assert lines[0] == "ImageId,Label" and [line.split(",")[1] for line in lines[1:]] == list(map(str, digits(20)[1]))


def test_a_shipped_network_is_tested_and_what_it_may_know_by_heart_is_said() -> None:
    app = bring(opened(), kaggle(60))
    assert "60 of your pictures are right" in said(app)
    assert "60 of them are also among MNIST's training digits" in said(app)


def test_faults_wait_for_a_click_each_or_one_for_all() -> None:
    pixels, labels = digits(60)
    rows = rows_of(255 - pixels, labels)
    rows[8][40] = "x"
    app = bring(opened(), as_text([header(), *rows]).encode())
    assert "2 things are to be settled" in said(app) and "Row 10 has" in said(app) and "dark on light" in said(app)
    assert not app.session_state.ten_neurons.pictures
    press(app, "own_mend_0")
    assert "One thing is to be settled" in said(app)
    press(app, "own_mend_0")
    (own,) = app.session_state.ten_neurons.pictures
    assert np.array_equal(own.pixels, np.delete(pixels, 8, axis=0))
    app = bring(opened(), as_text([header(), *rows]).encode())
    press(app, "own_mend_all")
    assert len(app.session_state.ten_neurons.pictures[0]) == 59


def test_pictures_that_look_inverted_may_be_right() -> None:
    app = bring(opened(), npz(images=255 - digits(60)[0], labels=digits(60)[1]))
    press(app, "own_leave_0")
    assert app.session_state.ten_neurons.pictures[0].pixels.mean() > 128


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([b"\x89PNG\0\0"], "no text"),
        ([idx(digits(20)[1])], "labels alone"),
        ([kaggle(5)], "at least 14"),
        ([kaggle(20), kaggle(20)], "One file"),
        ([kaggle(20), kaggle(20), kaggle(20)], "One file"),
    ],
    ids=["a picture", "labels alone", "too few", "two tables", "three"],
)
def test_what_cannot_be_used_is_said_and_harms_nothing(files: list[bytes], sentence: str) -> None:
    app = bring(opened(), kaggle(60))
    before = app.session_state.ten_neurons.pictures
    bring(app, *files)
    assert sentence in app.warning[0].value and "Nothing else has changed" in app.warning[0].value
    assert app.session_state.ten_neurons.pictures == before


def test_the_two_files_of_idx_come_together() -> None:
    pixels, labels = digits(60)
    app = bring(opened(), idx(labels), idx(pixels.reshape(-1, 28, 28)))
    assert "60 pictures of 10 classes" in said(app)


def test_classes_get_names_and_a_run_keeps_its_own() -> None:
    app = bring(opened(), three_classes())
    press(app, "own_train")
    run = session.lab().find(app.session_state.ten_neurons.run_id)
    app.text_input(key="own_names").set_value("chat, chien, hibou").run()
    assert "chat, chien, hibou" in said(app) and run.recipe.classes == NAMES
    assert "are right" in said(app) and "kept aside" in said(app)  # the run is still asked about them
    app.text_input(key="own_names").set_value("chat, chien").run()
    assert "3 classes and 2 names" in app.warning[0].value
    run.stop()


def test_pictures_can_be_let_go() -> None:
    app = bring(opened(), kaggle(60))
    press(app, "own_forget")
    assert not app.session_state.ten_neurons.pictures and not app.warning and len(app.file_uploader) == 1


# Limits, and whose they are -------------------------------------------------------------------------------------------


def test_a_server_without_room_says_so() -> None:
    session.lab().limits = Limits(sets_mb_each=1)
    app = bring(opened(), npz(images=np.repeat(digits(20)[0], 70, axis=0), labels=np.repeat(digits(20)[1], 70)))
    assert "NN&#95;SETS&#95;MB&#95;EACH" in app.warning[0].value and not app.session_state.ten_neurons.pictures


def test_a_watcher_sees_no_picture_and_cannot_train_on_them() -> None:
    run, own = a_run(kaggle(60))
    app = AppTest.from_file("../../../pages/train/page.py", default_timeout=60)
    app.session_state.ten_neurons = session.Session(run_id=run.id, heard=True)
    app.run()
    assert not app.exception and "shown to who uploaded them alone" in said(app)
    assert not [e for e in app.get("html") if 'class="digits' in str(e.proto.body)]


def test_who_holds_the_pictures_sees_them_on_train() -> None:
    run, own = a_run(three_classes())
    app = AppTest.from_file("../../../pages/train/page.py", default_timeout=60)
    app.session_state.ten_neurons = session.Session(run_id=run.id, key=run.key, pictures=(own,))
    app.run()
    assert not app.exception and "of these 17 right" in said(app)
    assert any("is dog" in str(e.proto.body) for e in app.get("html"))
    app.button(key="back_to_mnist").click().run()
    new = session.lab().find(app.session_state.ten_neurons.run_id)
    assert not app.exception and new.recipe.pictures is None and new.recipe.sizes[-1] == 10


def test_without_the_upload_a_run_waits_and_says_what_to_do() -> None:
    run, own = a_run(three_classes(), iterations=1)
    del own
    run.looked_at = -1e9
    run.rest_if_unseen(1)  # after that it holds no picture either
    with pytest.raises(Exception, match="upload the same file"):
        session.lab().start(run)
    assert digits_at_hand_of_a_newcomer(run.recipe) is None
    again, _own = a_run(three_classes())
    session.lab().start(run)
    eventually(lambda: run.view().over)
    assert run.view().iteration == 3


def digits_at_hand_of_a_newcomer(recipe: Recipe):
    app = AppTest.from_function(lambda: None)
    app.run()
    return None if recipe.pictures else digits_at_hand(recipe)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_survives_a_network_of_other_classes_and_says_why_it_does_not_ask_it(page: str) -> None:
    run, own = a_run(three_classes(30))
    app = AppTest.from_file(f"../../../pages/{page}/page.py", default_timeout=60)
    app.session_state.ten_neurons = session.Session(
        run_id=run.id, key=run.key, pictures=(own,), network=session.YOUR_RUN, heard=True
    )
    app.run()
    assert not app.exception
    if page not in ("train", "experiments"):
        assert "tells 3 classes apart (cat, dog, owl)" in said(app)
