"""Lines of the running program on a page: the code, and below it where it stands."""

from collections.abc import Sequence

import streamlit as st

from nn.explain.lesson import Excerpt

PLACE = "`{file}`, line {lines}: `{name}`"
STYLE = """
[data-testid="stCaptionContainer"] code {font-size: inherit; color: inherit; background: none; padding: 0}
"""


def show_source(excerpts: Sequence[Excerpt]) -> None:
    """One block of code, and a caption that says which lines of which functions it is made of."""
    st.code(joined(excerpts), language="python", wrap_lines=True)
    st.caption(places(excerpts))


def joined(excerpts: Sequence[Excerpt]) -> str:
    """The code of all excerpts: dots where lines of a function are left out, a free line before another function."""
    lines: list[str] = []
    before: Excerpt | None = None
    for source in excerpts:
        if before and (before.file, before.name) != (source.file, source.name):
            lines.append("")
        elif before and source.line > before.line + before.code.count("\n") + 1:
            lines.append("...")
        lines.append(source.code)
        before = source
    return "\n".join(lines)


def places(excerpts: Sequence[Excerpt]) -> str:
    """Where the excerpts stand, each function once: "`nn/layers.py`, line 30, 31: `Dense._sum`"."""
    lines: dict[tuple[str, str], list[str]] = {}
    for source in excerpts:
        lines.setdefault((source.file, source.name), []).append(str(source.line))
    return "; ".join(
        PLACE.format(file=file, name=name, lines=", ".join(found)) for (file, name), found in lines.items()
    )
