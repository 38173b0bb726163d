"""The way to every page, in groups: a bar at the top, and a row of buttons above the page on a phone.

Every page is two presses away at most, and the one in use is named: Streamlit's bar names the groups only, so the group
that one is in carries the name of its page. On a phone Streamlit would hide the bar in the sidebar, behind an arrow
without a name; there the groups stand on the page itself, and the sidebar is left to the page that has one.

An address that names no page leads to the first, and a notice says so. Streamlit would open a dialog that speaks of
files; on a server that has just started it does even where the page is there (pages/__init__.py), so it is closed.
"""

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.navigation.page import StreamlitPage
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.shared.session import session

ALONE = ""  # the group of pages that stand in the bar by themselves
NO_SUCH_PAGE = "The page that this address names is not here: this is where the program begins."
HERE = "navigation_here"  # the page that this visitor saw last
PHONE = 768  # pixels; below, Streamlit's bar is not shown

Groups = Mapping[str, Sequence[StreamlitPage]]


def navigation(groups: Groups, with_sidebar: StreamlitPage) -> StreamlitPage:
    """Show the way to all pages, and give the one asked for. Only ``with_sidebar`` has anything in a sidebar."""
    known = st.session_state.get(HERE)
    _hide(groups)
    here = st.navigation(_named(groups, known), position="top")
    if here.title != known:  # the bar that was sent names the page before
        st.session_state[HERE] = here.title
        st.navigation(_named(groups, here.title), position="top")
    if known is None and _asks_for_another(groups):
        session().say(NO_SUCH_PAGE)
    st.html(f"<script>{CLOSE_THE_DIALOG}</script>", unsafe_allow_javascript=True)
    _style(has_sidebar=here is with_sidebar)
    _on_a_phone(groups, here)
    return here


def _hide(groups: Groups) -> None:
    """Leave out of the menus what the visitor's link hides. These pages are there all the same: links lead to them."""
    for name, pages in groups.items():
        if session().hides(name.lower().replace(" ", "-")):
            for page in pages:
                page._visibility = "hidden"  # Streamlit lets this be said only where a page is made


def _asks_for_another(groups: Groups) -> bool:
    """Whether the address that this visitor came by names a page that is in none of the groups."""
    visit = get_script_run_ctx()
    asked = visit.pages_manager.intended_page_name if visit else None
    return bool(asked) and all(page.url_path != asked for pages in groups.values() for page in pages)


def _named(groups: Groups, title: str | None) -> dict[str, list[StreamlitPage]]:
    """The groups as Streamlit takes them; the one that holds the page of this title says so."""
    return {_label(name, pages, title): list(pages) for name, pages in groups.items()}


def _label(name: str, pages: Sequence[StreamlitPage], title: str | None) -> str:
    return f"{name}: **{title}**" if name != ALONE and any(page.title == title for page in pages) else name


def _on_a_phone(groups: Groups, here: StreamlitPage) -> None:
    """The same groups as a row of links and menus. A menu's key has the page in it: on the next one it is closed."""
    with st.container(horizontal=True, vertical_alignment="center", key="phone_menu"):
        for name, pages in groups.items():
            if all(page.visibility == "hidden" for page in pages):
                continue
            if name == ALONE:
                for page in pages:
                    if page.visibility == "visible":
                        st.page_link(page, icon=None)
                continue
            in_use = here in pages
            label = here.title if in_use else name
            with st.popover(label, type="secondary" if in_use else "tertiary", key=f"menu_{name}_{here.title}"):
                for page in pages:
                    st.page_link(page)


def _style(has_sidebar: bool) -> None:
    """The group in use stands out; on a phone nothing of Streamlit's bar is left but the way to the settings.

    In presenter's mode the groups stand on the page as they do on a phone.
    """
    bar = ARROW_WITH_NAME if has_sidebar else NO_BAR
    where = "all" if session().presents else f"(max-width: {PHONE - 1}px)"
    st.html(f"<style>{STYLE} @media {where} {{{ON_A_PHONE} {bar}}}</style>")


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
CLOSE_THE_DIALOG = """
if (!window.noSuchPage) {
    window.noSuchPage = new MutationObserver(() => {
        const dialog = [...document.querySelectorAll('[role=dialog]')].find(d => d.innerText.includes('Page not found'))
        dialog?.querySelector('[aria-label=Close]')?.click()
    })
    window.noSuchPage.observe(document.body, {childList: true, subtree: true})
    setTimeout(() => window.noSuchPage.disconnect(), 15000)
}
"""
ARROW_WITH_NAME = "[data-testid='stExpandSidebarButton']::after {content: 'Settings'; font-size: .95rem}"
NO_BAR = "[data-testid='stHeader'] {display: none} .stMainBlockContainer {padding-top: .5rem}"
