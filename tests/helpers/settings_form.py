"""The form of settings makes the widgets of a group once that is opened; the harness cannot press there."""

from streamlit.testing.v1 import AppTest

from nn.recipe import SETTINGS
from nn.settings import in_groups
from pages.train.recipe_form import key_of


def with_all_groups(app: AppTest) -> AppTest:
    """The same page with every group of settings open."""
    for group in in_groups(SETTINGS.values()):
        app.session_state[key_of(group)] = True
    return app.run()
