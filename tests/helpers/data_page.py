"""The Data page as a visitor finds it, run by Streamlit's own test harness."""

import json
from typing import Any

from streamlit.testing.v1 import AppTest

from pages.shared import session

PAGE = "../../pages/data/page.py"


def opened(about: str = "samples", query: dict[str, str] | None = None, **visitor: object) -> AppTest:
    """The page as a visitor finds it who has made these choices before, at an address with this ``query``."""
    app = AppTest.from_file(PAGE, default_timeout=60)
    app.session_state.ten_neurons = session.Session(**{"network": "blog"} | visitor)  # type: ignore[arg-type]
    for name, value in ({"about": about} | (query or {})).items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=f"data_{key}").click().run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    return " ".join(str(e.value) for e in [*app.markdown, *app.caption, *app.info, *app.warning])


def html(app: AppTest) -> str:
    return " ".join(str(e.proto.body) for e in app.get("html"))


def chart(app: AppTest, key: str) -> dict[str, Any]:
    """What the browser is sent of a chart."""
    found = [e.proto for e in app.get("bidi_component") if e.proto.component_name == "live_figure"]
    (sent,) = [json.loads(proto.json) for proto in found if f"-{key}" in proto.id]
    return dict(sent)
