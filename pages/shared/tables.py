"""Tables of numbers as plain HTML. No Streamlit here: what comes out goes into st.html()."""

from collections.abc import Iterable, Sequence
from html import escape

TIMES = "\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}"  # shapes stay on one line
STYLE = """
.numbers {overflow-x: auto}
.numbers table {border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums}
.numbers th, .numbers td {padding: .22rem .7rem .22rem 0; text-align: left; vertical-align: top; font-weight: 400}
.numbers thead th {font-size: .8rem; opacity: .75}
.numbers tbody tr {border-top: 1px solid color-mix(in srgb, currentColor 14%, transparent)}
.numbers tbody th {font-weight: 600}
"""


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in HTML that scrolls in itself where the screen is narrow; the first cell of each row names it."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(f"<td>{escape(cell).replace(' × ', TIMES)}</td>" for cell in rest)
        + "</tr>"
        for first, *rest in rows
    )
    return f'<div class="numbers" tabindex="0"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
