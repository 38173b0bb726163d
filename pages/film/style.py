"""What is the Film page's own in looks: the slider stays in sight while one scrolls, and how its digits stand."""

from pages.shared.theme import Palette

RULES = """
.stElementContainer:has(.transport) {position: sticky; top: 3.4rem; z-index: 90; background: var(--film-paper);
  border-bottom: 1px solid var(--film-line)}
.st-key-film_strip {margin-bottom: .8rem}
.st-key-film_strip figure.digit figcaption {white-space: nowrap; font-variant-numeric: tabular-nums}
.st-key-film_story {display: grid; grid-template-columns: 72px 1fr; gap: 1rem; align-items: start}
@media (max-width: 640px) {
  .st-key-film_strip .digits {--size: 65px !important; gap: .4rem}  /* five in a row */
}
"""


def style(palette: Palette) -> str:
    colours = f":root {{--film-paper: {palette.background}; --film-line: {palette.grid}}}"
    return f"<style>{RULES}{colours}</style>"
