"""A folder for each page of the program, by the name that its address has; app.py lists them. shared/ is for all.

A folder of this name beside the main script makes Streamlit believe, until the first ``st.navigation``, that each file
in it is a page. Somebody whose link leads straight to a page, on a server that has just started, would be told that
there is no such page. So the first import of this package, which comes before anything is drawn, corrects the belief
and begins again with the page that was asked for.
"""

from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import RerunData, RerunException, get_script_run_ctx

if PagesManager.uses_pages_directory:
    PagesManager.uses_pages_directory = False
    if visit := get_script_run_ctx():
        asked = visit.pages_manager
        raise RerunException(
            RerunData(
                query_string=visit.query_string,
                page_script_hash=asked.intended_page_script_hash or "",
                page_name=asked.intended_page_name or "",
                cached_message_hashes=visit.cached_message_hashes,
                context_info=visit.context_info,
            )
        )
