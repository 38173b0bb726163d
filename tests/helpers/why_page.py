"""The Why? page as a visitor finds it, run by Streamlit's own test harness."""

from streamlit.testing.v1 import AppTest

from nn.dataset import load_mnist
from nn.explain.digits import of_mnist
from nn.lab.run import Run
from nn.network import Network
from nn.recipe import Recipe
from nn.storage import Saved
from pages.shared import session

SMALL = {"train_examples": 200, "test_examples": 50, "iterations": 40, "batch_size": 50, "initial": "xavier"}


def opened(view: str = "evidence", **visitor: object) -> AppTest:
    """The page as a visitor finds it who has made these choices before."""
    app = AppTest.from_file("../../pages/why/page.py", default_timeout=60)
    seven = of_mnist(load_mnist(), 0)
    app.session_state.ten_neurons = session.Session(**{"digit": seven} | visitor)  # type: ignore[arg-type]
    app.query_params["view"] = view
    app.run()
    assert not app.exception
    return app


def own(network: Network, view: str = "evidence", **visitor: object) -> AppTest:
    """The page with a network from a file of the visitor's."""
    hidden = network.sizes[1:-1]
    saved = Saved(network, Recipe(hidden=hidden, activation=network.activation))
    return opened(view, opened=saved, network=session.OPENED, **visitor)


def trained(*hidden: int, activation: str = "relu", iterations: int = 40) -> Run:
    run = session.lab().new_run(Recipe(hidden=hidden, activation=activation, **SMALL))
    run.step(iterations)
    while run.wants_work:
        run.advance(1.0)
    return run


def said(app: AppTest) -> str:
    return " ".join(str(e.value) for e in [*app.markdown, *app.caption, *app.info, *app.warning])


def html(app: AppTest) -> str:
    return " ".join(str(e.proto.body) for e in app.get("html"))
