"""What changed, run by Streamlit's own test harness: only what differs, repeats with bands, and a verdict."""

from experiments_page import SMALL, html, opened, trained
from streamlit.testing.v1 import AppTest

from nn.compare.apart import compare
from nn.compare.kept import Kept, kept
from pages.experiments import more_words as words
from pages.experiments.repeats import Repeats


def changed(*recipes, seeds: tuple[int, ...] = ()) -> AppTest:
    """The section for who has trained these; each was repeated with these seeds."""
    app = opened(*[trained(recipe) for recipe in recipes])
    repeats = [kept(trained(recipe.but(seed=seed)).view(), "") for seed in seeds for recipe in recipes]
    app.session_state.experiments_repeats = Repeats(repeats)
    app.button_group(key="section_try").set_value("changed").run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    return " ".join(str(e.value) for e in [*app.markdown, *app.caption, *app.info])


def test_one_run_is_not_enough() -> None:
    assert "Two runs are needed" in said(changed(SMALL))


def test_only_what_differs_is_shown_and_one_run_of_each_says_nothing() -> None:
    app = changed(SMALL, SMALL.but(learning_rate=0.3, activation="tanh"))
    table = html(app)
    assert "Learning rate" in table and "Activation" in table and "Momentum" not in table
    assert "One run of each says nothing" in said(app)
    assert app.button(key="experiments_repeat").label == "Repeat both with 3 more seeds"


def test_the_same_settings_are_not_compared() -> None:
    app = changed(SMALL, SMALL.but(seed=5))
    assert "nothing to tell apart" in said(app)
    assert not [button for button in app.button if button.key == "experiments_repeat"]


def test_repeated_often_enough_there_is_a_verdict_with_its_test_and_a_row_for_each_seed() -> None:
    app = changed(SMALL, SMALL.but(learning_rate=1e-8), seeds=(1, 2))
    assert "old apart" in said(app) and "Welch's t = " in said(app) and "3 seeds" in said(app)
    assert all(f'<th scope="row">{seed}</th>' in html(app) for seed in (0, 1, 2))


def test_a_press_repeats_both_with_the_same_seeds_and_stop_keeps_what_is_done() -> None:
    app = changed(SMALL, SMALL.but(learning_rate=0.3))
    app.button(key="experiments_repeat").click().run()
    mine: Repeats = app.session_state.experiments_repeats
    assert mine.series is not None
    assert [(r.seed, r.learning_rate) for r in mine.series.recipes] == [
        (seed, rate) for seed in (1, 2, 3) for rate in (0.1, 0.3)
    ]
    if mine.going_on:
        app.button(key="experiments_stop").click()
    app.run()
    assert not app.exception and not mine.going_on


def a_run(name: str) -> Kept:
    return kept(trained().view(), name)


def test_the_verdict_says_which_is_better_or_why_nobody_knows() -> None:
    one, two = a_run("plain"), a_run("<b>")
    better = words.verdict_in_words(compare([0.80, 0.81, 0.82], [0.90, 0.91, 0.92]), one, two)
    assert better.startswith("**Told apart: “&#60;b&#62;” is better by 10.00 points.**")
    noise = words.verdict_in_words(compare([0.80, 0.85, 0.9], [0.82, 0.88, 0.9]), one, two)
    assert noise.startswith("**Not told apart.**") and noise.endswith("; their bands overlap.")
    apart = words.verdict_in_words(compare([0.80, 0.801, 0.85], [0.86, 0.9, 0.95]), one, two)
    assert "that is not below 5%" in apart
