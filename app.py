"""Ten Neurons: page configuration and navigation, nothing else. Start it with ``streamlit run app.py``."""

from pathlib import Path

import pandas  # noqa: F401  imported here, once and whole: two visitors at a cold start must not import them at once
import plotly.graph_objects  # noqa: F401
import streamlit as st

from nn.dataset import DatasetError
from pages.ui.address import begin_page, keep_in_address
from pages.ui.live import in_turn
from pages.ui.state import session
from pages.ui.theme import close_menu_after_choice, page_style, phone_menu
from pages.ui.ways import follow_ways

PAGES = [
    st.Page("pages/train.py", title="Train", icon=":material/show_chart:", default=True),
    st.Page("pages/weights.py", title="Weights", icon=":material/grid_view:"),
    st.Page("pages/draw.py", title="Draw", icon=":material/draw:"),
    st.Page("pages/steps.py", title="Step by step", icon=":material/steps:"),
    st.Page("pages/film.py", title="Film", icon=":material/movie:"),
    st.Page("pages/why.py", title="Why?", icon=":material/help:"),
    st.Page("pages/workbench.py", title="Workbench", icon=":material/construction:"),
    st.Page("pages/maths.py", title="The maths", icon=":material/function:"),
]

ICON = Path(__file__).parent / "pages" / "ui" / "icon.png"  # a Material icon would be fetched from the network

st.set_page_config(page_title="Ten Neurons", page_icon=ICON, layout="wide")
page_style()
close_menu_after_choice()
try:
    page = st.navigation(PAGES, position="top")
    phone_menu(PAGES)
    follow_ways()
    begin_page(page.url_path)
    if session().notice:
        st.warning(session().notice, icon=":material/link_off:")
        session().notice = ""
    in_turn(page.run)()
    keep_in_address()
except DatasetError as error:
    st.error(str(error), icon=":material/error:")
