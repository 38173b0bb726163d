"""The maths page without a browser: every chapter of any network, by link and by hand."""

import time

import pytest
from streamlit.testing.v1 import AppTest

from nn.lab.run import Run
from nn.recipe import Recipe
from pages.maths import words
from pages.shared import networks, session, steering

CHAPTERS = list(words.CHAPTERS)


def page(**query: str) -> AppTest:
    at = AppTest.from_file("../../../pages/maths/page.py", default_timeout=60)
    for name, value in query.items():
        at.query_params[name] = value
    return at.run()


def text(at: AppTest) -> str:
    return "\n".join(element.value for element in [*at.markdown, *at.caption])


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_chapter_opens_by_its_link(chapter: str) -> None:
    at = page(chapter=chapter)
    assert not at.exception
    assert at.session_state.section_chapter == chapter
    assert at.title[0].value == words.TITLE


def test_a_chapter_that_does_not_exist_opens_the_first() -> None:
    at = page(chapter="nonsense")
    assert not at.exception and at.session_state.section_chapter == CHAPTERS[0]


@pytest.mark.parametrize("hidden", [(), (40,), (12, 7, 5)])
@pytest.mark.parametrize("activation", ["relu", "gelu"])
def test_every_chapter_follows_the_network_as_configured(
    monkeypatch: pytest.MonkeyPatch, hidden: tuple[int, ...], activation: str
) -> None:
    recipe = Recipe(
        hidden=hidden, activation=activation, batch_size=32, optimizer="muon", inputs="standardised", initial="he"
    )
    run = Run(recipe, lambda r: session.lab().data(r))
    for module in (networks, steering):
        monkeypatch.setattr(module, "current_run", lambda: run)
    for chapter in CHAPTERS:
        at = page(chapter=chapter)
        assert not at.exception, chapter
        if chapter == "layers":
            assert f"W{len(hidden) + 1}" in "".join(element.proto.body for element in at.get("html"))
            assert f"{run.view().theta.size:,}" in text(at)
        if chapter == "update":
            assert "*muon*" in text(at) and "*standardised* inputs" in text(at)


def test_the_rate_of_the_update_is_the_one_of_now(monkeypatch: pytest.MonkeyPatch) -> None:
    run = Run(Recipe(train_examples=100, test_examples=0), lambda r: session.lab().data(r))
    run.step(1)
    run.advance(60.0)
    run.set_learning_rate(0.0375)
    for module in (networks, steering):
        monkeypatch.setattr(module, "current_run", lambda: run)
    at = page(chapter="update", network=session.YOUR_RUN)
    assert not at.exception and "Here it is 0.0375." in text(at)


def test_the_source_on_the_page_is_the_engines() -> None:
    shown = "\n".join(element.value for element in page(chapter="backward").code)
    assert "np.sum(dZ, axis=1, keepdims=True, out=self.db)" in shown
    assert "def backward_activation" in shown


def test_the_last_formula_leads_to_the_whole_algorithm_on_one_page() -> None:
    at = page(chapter="update")
    (one_page,) = [folded for folded in at.expander if folded.label == words.ON_ONE_PAGE]
    shown = "\n".join(element.value for element in one_page.code)
    assert "dZ2 = (A2 - Y) / Y.shape[1]" in shown and "parameter -= rate * gradient" in shown
    assert "nn/tiny.py" in text(at)


def test_the_product_is_shown_without_its_faster_twin() -> None:
    at = page(chapter="layers")
    first, second = at.code[0].value.splitlines()
    assert first.startswith("product(self.W, A_prev, out=Z)") and second.startswith("Z += self.b")
    assert "narrow" not in at.code[0].value and "nn/narrow.py" in text(at)


def test_turning_the_pages_goes_through_all_chapters() -> None:
    at = page()
    for chapter in CHAPTERS[1:]:
        at.button(key="after").click().run()
        assert not at.exception and at.session_state.section_chapter == chapter
    at.button(key="before").click().run()
    assert at.session_state.section_chapter == CHAPTERS[-2]


def test_another_digit_and_another_neuron() -> None:
    at = page(chapter="neuron")
    at.number_input(key="maths_number").set_value(1).run()  # the second official test digit is a 2
    assert not at.exception and ("is a 2" in text(at) or "**2**, which is right" in text(at))
    at.number_input(key="maths_neuron").set_value(9).run()
    assert not at.exception and "neuron 9" in text(at)


def test_all_five_slips_hold_on_the_page() -> None:
    at = page(chapter="slips")
    assert len(at.info) == 5 and not at.error
    assert all(element.value.startswith(words.HOLDS) for element in at.info)
    assert "Samson Zhang" in text(at) and "Elliott Chang" in text(at) and "small slips in good texts" in text(at)
    assert sum(element.value.startswith(f"{words.WHERE}: ") for element in at.caption) == 5


def test_a_chapter_is_drawn_in_half_a_second() -> None:
    at = page()
    for chapter in CHAPTERS:
        at.session_state.section_chapter = chapter
        at.run()  # the checks are computed once
        started = time.process_time()  # whatever else the machine is doing
        at.run()
        assert time.process_time() - started < 0.5, chapter
