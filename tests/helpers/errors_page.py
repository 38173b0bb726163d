"""The Errors page as a visitor finds it, run by Streamlit's own test harness."""

from itertools import count

from streamlit.testing.v1 import AppTest

from nn.network import Network
from nn.recipe import Recipe
from nn.storage import Saved
from pages.shared import session

FILES = count()  # no two have the same key
PAGE = "../../pages/errors/page.py"


def opened(part: str = "matrix", query: dict[str, str] | None = None, **visitor: object) -> AppTest:
    """The page as a visitor finds it who has made these choices before, at an address with this ``query``."""
    app = AppTest.from_file(PAGE, default_timeout=60)
    app.session_state.ten_neurons = session.Session(**{"network": "blog"} | visitor)  # type: ignore[arg-type]
    for name, value in ({"part": part} | (query or {})).items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def own(network: Network, part: str = "matrix", **visitor: object) -> AppTest:
    """The page with a network from a file of the visitor's."""
    recipe = Recipe(hidden=network.sizes[1:-1], activation=network.activation, train_examples=200, test_examples=50)
    key = f"file {next(FILES)}"
    return opened(part, opened=Saved(network, recipe), network=session.OPENED, opened_key=key, **visitor)


def go_to(app: AppTest, part: str) -> AppTest:
    app.button_group(key="section_part").set_value(part).run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    return " ".join(str(e.value) for e in [*app.markdown, *app.caption, *app.info, *app.warning])


def html(app: AppTest) -> str:
    return " ".join(str(e.proto.body) for e in app.get("html"))
