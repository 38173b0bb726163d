"""Ten Neurons: page configuration and navigation, nothing else. Start it with ``streamlit run app.py``."""

from pathlib import Path

import pandas  # noqa: F401  imported here, once and whole: two visitors at a cold start must not import them at once
import plotly.graph_objects  # noqa: F401
import streamlit as st

from nn.dataset import DatasetError
from pages.ui.live import in_turn
from pages.ui.state import keep_run_in_address
from pages.ui.theme import close_menu_after_choice, page_style, phone_menu

PAGES = [
    st.Page("pages/train.py", title="Train", icon=":material/show_chart:", default=True),
    st.Page("pages/weights.py", title="Weights", icon=":material/grid_view:"),
    st.Page("pages/draw.py", title="Draw", icon=":material/draw:"),
    st.Page("pages/maths.py", title="The maths", icon=":material/function:"),
]

ICON = Path(__file__).parent / "pages" / "ui" / "icon.png"  # a Material icon would be fetched from the network

st.set_page_config(page_title="Ten Neurons", page_icon=ICON, layout="wide")
page_style()
close_menu_after_choice()
try:
    page = st.navigation(PAGES, position="top")
    phone_menu(PAGES)
    in_turn(page.run)()
    keep_run_in_address()
except DatasetError as error:
    st.error(str(error), icon=":material/error:")
