"""Share, and what its links give to whoever opens them."""

import json
import time
from urllib.parse import parse_qsl, urlsplit

import pytest
import visiting
from seen import address_of
from streamlit.testing.v1 import AppTest
from visiting import look

from nn.explain.digits import of_mnist
from nn.lab.view import Status
from nn.presets import PRESETS
from nn.recipe import Recipe
from pages.shared import session
from pages.shared.hiding import PARTS
from pages.shared.share import is_of_this_computer, qr_code

pytestmark = pytest.mark.usefixtures("lab_of_its_own")


def visit(link: str = "") -> AppTest:
    return visiting.visit(**dict(parse_qsl(urlsplit(link).query)))


def shared(app: AppTest, kind: str) -> AppTest:
    app.button(key="share").click()
    look(app)
    app.button_group(key="share_kind").set_value(kind)
    app.session_state.share_opens = True  # the harness runs the whole page, and with it closes the dialog
    return look(app)


def link_of(app: AppTest) -> str:
    sent = [e.proto for e in app.get("bidi_component") if e.proto.component_name == "link_box"]
    return str(json.loads(sent[-1].json)["link"]) if sent else ""


def test_who_watches_train_looks_on_while_the_run_rests_and_elsewhere_hears_of_each_command() -> None:
    """Two hundred pages that are drawn anew when somebody presses Train would keep the training waiting."""
    link = link_of(shared(visit(), "Watch along"))
    room = visit(link)
    assert room.session_state.ten_neurons.looks_by_itself
    room.switch_page("pages/maths/page.py")
    assert not look(room).session_state.ten_neurons.looks_by_itself
    assert not visit().session_state.ten_neurons.looks_by_itself


def test_the_link_to_watch_holds_no_way_to_steer() -> None:
    app = visit()
    now = app.session_state.ten_neurons
    link = link_of(shared(app, "Watch along"))
    assert dict(parse_qsl(urlsplit(link).query)) == {"run": now.run_id, "follow": "1"} and now.key not in link
    room = visit(link)
    assert room.session_state.ten_neurons.run_id == now.run_id and not room.session_state.ten_neurons.key
    assert "Steer" not in shared(room, "Watch along").button_group(key="share_kind").options


def test_the_link_to_steer_is_shown_when_asked_for_and_not_before() -> None:
    app = visit()
    shared(app, "Steer")
    assert link_of(app) == ""
    app.button(key="share_key").click()
    app.session_state.share_opens = True
    look(app)
    assert link_of(app).endswith(f"?control={app.session_state.ten_neurons.key}")
    another = visit(link_of(app))
    assert another.session_state.ten_neurons.key == app.session_state.ten_neurons.key


def test_a_lesson_gives_a_run_of_ones_own_with_the_same_recipe_and_choices() -> None:
    recipe = PRESETS["deep"].recipe.but(seed=3, learning_rate=0.05)
    teacher = visit("?recipe=deep&seed=3&rate=0.05")
    now = teacher.session_state.ten_neurons
    now.network, now.neuron, now.digit = "deep", 5, of_mnist(session.lab().mnist, 17)
    link = link_of(shared(teacher, "As a lesson"))
    learner = visit(link)
    theirs = learner.session_state.ten_neurons
    run = session.lab().find(theirs.run_id)
    assert run is not None and run.recipe == recipe and run.view().status is Status.READY and run.id != now.run_id
    assert (theirs.network, theirs.neuron, theirs.digit.name) == ("deep", 5, "17")
    assert not learner.button(key="start").disabled and not learner.warning


def test_a_lesson_hides_what_the_teacher_ticked() -> None:
    everything = visit()
    teacher = shared(visit(), "As a lesson")
    teacher.multiselect(key="share_hides").set_value(["settings", "files", "gallery", "share", "learn"])
    teacher.session_state.share_opens = True
    link = link_of(look(teacher))
    assert link.endswith("?recipe=blog&hide=settings,files,gallery,share,learn")
    learner = visit(link)
    assert not learner.sidebar.number_input and "share" not in [button.key for button in learner.button]
    assert everything.subheader and not learner.subheader
    assert address_of(learner)["hide"] == "files,gallery,learn,settings,share"
    learner.button(key="new").click()
    assert session.lab().find(look(learner).session_state.ten_neurons.run_id) is not None


def test_a_run_of_settings_of_its_own_is_set_up_again_from_the_address_alone() -> None:
    app = visit("?recipe=blog&seed=3")
    address = address_of(app)
    session.lab()._runs.clear()
    again = visit("?" + "&".join(f"{name}={value}" for name, value in address.items()))
    run = session.lab().find(again.session_state.ten_neurons.run_id)
    assert run is not None and run.recipe == Recipe(seed=3) and "stands ready in its place" in again.warning[0].value


def test_every_part_that_can_be_hidden_has_a_name() -> None:
    assert all(name == name.lower() and title for name, title in PARTS.items())


def test_a_link_too_long_for_a_qr_code_is_told_so() -> None:
    assert qr_code("http://localhost/?run=x", "The link").startswith('<img src="data:image/svg+xml')
    assert "too long" in qr_code("x" * 5000, "The link")


def test_a_notice_stays_until_there_was_time_to_read_it(monkeypatch: pytest.MonkeyPatch) -> None:
    app = visit("?recipe=blog&rate=abc&seed=-4")
    for _ in range(3):  # the browser's memory answers at once, and has the page drawn again
        assert any("rate, seed" in str(note.value) for note in look(app).warning)
    later = time.monotonic() + 60
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert not look(app).warning


def test_a_lesson_says_that_it_begins_with_the_first_rate() -> None:
    app = visit("?iterations=30&train_examples=300&test_examples=50")
    run = session.lab().find(app.session_state.ten_neurons.run_id)
    assert run is not None
    run.step(3)
    while run.wants_work:
        run.advance(1.0)
    run.set_learning_rate(0.5)
    said = " ".join(str(e.value) for e in shared(app, "As a lesson").caption)
    assert "begins with the first one, 0.1" in said


@pytest.mark.parametrize("link", ["http://localhost:8501/?run=x", "http://127.0.0.1:8501/", "http://[::1]:8501/"])
def test_a_link_to_this_computer_says_so(link: str) -> None:
    assert is_of_this_computer(link)


@pytest.mark.parametrize("link", ["http://192.168.0.5:8501/", "https://localhost.example.org/"])
def test_other_links_lead_here_from_elsewhere(link: str) -> None:
    assert not is_of_this_computer(link)
