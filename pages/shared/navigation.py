"""The way to every page, in groups: a bar at the top, and a row of buttons above the page on a phone.

Every page is two presses away at most, and the one in use is named: Streamlit's bar names the groups only, so the group
that one is in carries the name of its page. On a phone Streamlit would hide the bar in the sidebar, behind an arrow
without a name; there the groups stand on the page itself, and the sidebar is left to the page that has one.
"""

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.navigation.page import StreamlitPage

ALONE = ""  # the group of pages that stand in the bar by themselves
HERE = "navigation_here"  # the page that this visitor saw last
PHONE = 768  # pixels; below, Streamlit's bar is not shown

Groups = Mapping[str, Sequence[StreamlitPage]]


def navigation(groups: Groups, with_sidebar: StreamlitPage) -> StreamlitPage:
    """Show the way to all pages, and give the one asked for. Only ``with_sidebar`` has anything in a sidebar."""
    known = st.session_state.get(HERE)
    here = st.navigation(_named(groups, known), position="top")
    if here.title != known:  # the bar that was sent names the page before
        st.session_state[HERE] = here.title
        st.navigation(_named(groups, here.title), position="top")
    _style(has_sidebar=here is with_sidebar)
    _on_a_phone(groups, here)
    return here


def _named(groups: Groups, title: str | None) -> dict[str, list[StreamlitPage]]:
    """The groups as Streamlit takes them; the one that holds the page of this title says so."""
    return {_label(name, pages, title): list(pages) for name, pages in groups.items()}


def _label(name: str, pages: Sequence[StreamlitPage], title: str | None) -> str:
    return f"{name}: **{title}**" if name != ALONE and any(page.title == title for page in pages) else name


def _on_a_phone(groups: Groups, here: StreamlitPage) -> None:
    """The same groups as a row of links and menus. A menu's key has the page in it: on the next one it is closed."""
    with st.container(horizontal=True, vertical_alignment="center", key="phone_menu"):
        for name, pages in groups.items():
            if name == ALONE:
                for page in pages:
                    st.page_link(page, icon=None)
                continue
            in_use = here in pages
            label = here.title if in_use else name
            with st.popover(label, type="secondary" if in_use else "tertiary", key=f"menu_{name}_{here.title}"):
                for page in pages:
                    st.page_link(page)


def _style(has_sidebar: bool) -> None:
    """The group in use stands out; on a phone nothing of Streamlit's bar is left but the way to the settings."""
    bar = ARROW_WITH_NAME if has_sidebar else NO_BAR
    st.html(f"<style>{STYLE} @media (max-width: {PHONE - 1}px) {{{ON_A_PHONE} {bar}}}</style>")


STYLE = """
[data-testid="stTopNavSection"]:has(strong) {background: color-mix(in srgb, currentColor 9%, transparent)}
[data-testid="stLayoutWrapper"]:has(> .st-key-phone_menu) {display: none}
"""
ON_A_PHONE = """
[data-testid="stLayoutWrapper"]:has(> .st-key-phone_menu) {display: flex}
.st-key-phone_menu {gap: .1rem; flex-wrap: nowrap; justify-content: space-between}
.st-key-phone_menu a, .st-key-phone_menu button {padding: .25rem .4rem; min-height: 2.4rem}
.st-key-phone_menu a > :has([data-testid="stIconMaterial"]) {display: none}
[data-testid="stSidebarNav"], [data-testid="stSidebarNavSeparator"] {display: none}
"""
ARROW_WITH_NAME = "[data-testid='stExpandSidebarButton']::after {content: 'Settings'; font-size: .95rem}"
NO_BAR = "[data-testid='stHeader'] {display: none} .stMainBlockContainer {padding-top: .5rem}"
