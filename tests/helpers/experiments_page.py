"""The Experiments page as somebody finds it who has trained a few small networks, in Streamlit's own test harness."""

import json
from pathlib import Path

from streamlit.testing.v1 import AppTest

from nn.lab.run import Run
from nn.recipe import Recipe
from pages.shared import session

PAGE = str(Path(__file__).parents[2] / "pages" / "experiments" / "page.py")
SMALL = Recipe(hidden=(4,), train_examples=100, test_examples=20, iterations=6, batch_size=50)


def trained(recipe: Recipe = SMALL, updates: int = 6) -> Run:
    run = session.lab().new_run(recipe)
    run.step(updates)
    while run.wants_work:
        run.advance(1.0)
    return run


def opened(*runs: Run) -> AppTest:
    """The page for who has trained these, the last one still on Train."""
    app = AppTest.from_file(PAGE, default_timeout=60)
    visitor = session.Session()
    for run in runs:
        visitor.kept.add(run.view(), run.film)
        visitor.run_id, visitor.key = run.id, run.key
    app.session_state.ten_neurons = visitor
    app.run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return " ".join(str(e.proto.body) for e in app.get("html"))


def alt(app: AppTest) -> str:
    (chart,) = [e.proto for e in app.get("bidi_component") if e.proto.component_name == "live_figure"]
    said: str = json.loads(chart.json)["alt"]
    return said
