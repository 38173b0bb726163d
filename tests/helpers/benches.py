"""The Workbench for a test's visitor, networks to lay on it, and what it says."""

import numpy as np
from streamlit.testing.v1 import AppTest

from nn.initializers import initialize
from nn.network import Network
from pages.shared import session


def workbench() -> AppTest:
    """The page, not run yet."""
    return AppTest.from_file("../../pages/workbench/page.py", default_timeout=60)


def page(visitor: session.Session | None = None, **query: str) -> AppTest:
    """The page as this visitor finds it at an address with this query."""
    app = workbench()
    if visitor is not None:
        app.session_state.ten_neurons = visitor
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def made(hidden: tuple[int, ...], activation: str = "relu") -> Network:
    network = Network((784, *hidden, 10), activation)
    initialize(network, "he", np.random.default_rng(0))
    return network


def said(app: AppTest) -> str:
    return " ".join(str(e.value) for e in [*app.markdown, *app.caption])


def html(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))
