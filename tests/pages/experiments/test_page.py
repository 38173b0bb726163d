"""The Experiments page, run by Streamlit's own test harness: rows, names, curves, and what may be done with a run."""

from experiments_page import PAGE, SMALL, alt, html, opened, trained
from streamlit.testing.v1 import AppTest

from pages.shared import session


def test_who_has_trained_nothing_is_told_what_will_stand_here() -> None:
    assert "Nothing is trained yet" in opened().info[0].value


def test_each_run_has_a_row_with_what_differs_and_a_curve() -> None:
    app = opened(trained(), trained(SMALL.but(learning_rate=0.3), updates=3))
    assert "Run 2 (on Train)" in html(app) and "learning rate 0.3" in html(app) and "paused after 3 of 6" in html(app)
    assert "Run 1 ends at" in alt(app) and "Run 2 ends at" in alt(app)
    app.multiselect(key="experiments_curves").set_value([app.multiselect(key="experiments_curves").value[0]]).run()
    assert "Run 1" in alt(app) and "Run 2" not in alt(app)
    for key, value in (("score", "loss"), ("digits", "held out"), ("axis", "seconds")):
        app.button_group(key=f"experiments_{key}").set_value(value).run()
    assert "Loss on the held-out digits against seconds" in alt(app) and not app.exception


def test_the_table_is_sorted_by_any_column() -> None:
    app = opened(trained(updates=3), trained(updates=5), trained(updates=2))
    app.selectbox(key="experiments_by").set_value("updates").run()
    assert html(app).index("Run 2") < html(app).index("Run 1") < html(app).index("Run 3")
    app.toggle(key="experiments_largest").set_value(False).run()
    assert html(app).index("Run 3") < html(app).index("Run 1") < html(app).index("Run 2")


def test_a_run_is_renamed_deleted_and_brought_back_and_the_one_on_train_stays() -> None:
    first, last = trained(), trained()
    app = opened(first, last)
    assert app.button(key="experiments_delete").disabled
    app.selectbox(key="experiments_at").set_value(first.id).run()
    app.text_input(key="experiments_name").set_value("<b>bold</b>").run()
    app.button(key="experiments_rename").click().run()
    assert "&lt;b&gt;bold&lt;/b&gt;" in html(app)
    app.button(key="experiments_delete").click().run()
    assert "bold" not in html(app)
    app.button(key="experiments_undo").click().run()
    assert "bold" in html(app) and not app.exception


def test_a_kept_network_answers_on_the_other_pages() -> None:
    run = trained()
    app = opened(run)
    app.button(key="experiments_ask").click().run()
    now = app.session_state.ten_neurons
    assert now.network == session.OPENED and (now.opened.network.theta == run.view().theta).all()
    assert now.opened_name == "Run 1"


def test_a_run_in_whose_place_another_comes_stays_in_the_table() -> None:
    first = trained()

    def page() -> None:
        from nn.recipe import Recipe
        from pages.shared.session import session
        from pages.shared.steering import replace_run

        if not len(session().kept):
            replace_run(Recipe(hidden=(3,)))

    app = AppTest.from_function(page)
    app.session_state.ten_neurons = session.Session(run_id=first.id, key=first.key)
    app.run()
    now = app.session_state.ten_neurons
    assert not app.exception and [run.id for run in now.kept.runs] == [first.id] and now.run_id != first.id


def test_who_only_watches_keeps_nothing() -> None:
    run = trained()
    app = AppTest.from_file(PAGE, default_timeout=60)
    app.session_state.ten_neurons = session.Session(run_id=run.id)
    app.run()
    assert not app.exception and "Nothing is trained yet" in app.info[0].value
