"""One file for each entry of the navigation, listed in app.py; what they share is in ui/.

A folder of this name beside the main script makes Streamlit believe, until the first ``st.navigation``, that it is to
list the folder itself. Somebody whose link leads straight to a page, on a server that has just started, would get that
page without app.py around it. So the first import of this package, which comes before anything is drawn, corrects
the belief and begins again.
"""

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

if PagesManager.uses_pages_directory:
    PagesManager.uses_pages_directory = False
    st.rerun()
