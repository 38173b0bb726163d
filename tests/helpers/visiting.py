"""A visitor of the app without a browser: the whole app, or one page of it, run by Streamlit's own harness."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

APP = Path(__file__).parents[2] / "app.py"


def visit(**asked: str) -> AppTest:
    """The app as it is at first sight for whoever opens it by an address that asks for this."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in asked.items():
        app.query_params[name] = value
    return look(app)


def look(app: AppTest) -> AppTest:
    """Run it once more. An exception on the page is never what a test wants."""
    app.run()
    assert not app.exception
    return app
