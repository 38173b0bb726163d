"""The row of presets on Train, whose key moves whenever the choice changes by other means than a click on it."""

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import ButtonGroup


def presets(app: AppTest) -> ButtonGroup:  # type: ignore[type-arg]
    (row,) = [group for group in app.button_group if str(group.key).startswith("recipe_preset_")]
    return row


def chosen_preset(app: AppTest) -> object:
    return presets(app).value
