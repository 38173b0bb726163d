"""The lesson's pictures and tables: numbers in; a Plotly figure, an SVG or Markdown out. No Streamlit here."""

import base64
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
import plotly.graph_objects as go

from nn.activations import Activation, Array
from nn.explain.lesson import Descent, Excerpt
from pages.shared.charts import base, quantised, symmetric_limit
from pages.shared.theme import Palette

LEVELS = 127  # of the quantised pictures


@dataclass(frozen=True, eq=False)
class Panel:
    """One 28x28 picture: ``ink`` is 0..1, white on black, else signed about zero. ``sign`` stands before it."""

    values: Array
    title: str
    sign: str = ""
    ink: bool = False


def panels(shown: list[Panel], palette: Palette, height: int = 180) -> go.Figure:
    """28x28 pictures side by side. Each has a scale of its own, symmetric about zero unless it is ink."""
    figure = base(palette, height, showlegend=False)
    n, gap = len(shown), 0.08
    width = (1 - gap * (n - 1)) / n
    for i, panel in enumerate(shown):
        left = i * (width + gap)
        suffix = str(i + 1) if i else ""
        limit = 1.0 if panel.ink else symmetric_limit(panel.values)
        figure.add_heatmap(
            z=quantised(panel.values.reshape(28, 28), limit),
            zmin=0 if panel.ink else -LEVELS,
            zmax=LEVELS,
            colorscale=palette.ink if panel.ink else palette.diverging,
            showscale=False,
            hoverinfo="skip",
            xaxis=f"x{suffix}",
            yaxis=f"y{suffix}",
        )
        line = {"showgrid": False, "showticklabels": False, "ticks": "", "fixedrange": True, "constrain": "domain"}
        line |= {"showline": True, "mirror": True, "linecolor": palette.grid}
        title = {"text": panel.title, "standoff": 4}
        domain = [left, left + width]
        figure.layout[f"xaxis{suffix}"] = {
            **line,
            "domain": domain,
            "anchor": f"y{suffix}",
            "side": "top",
            "title": title,
        }
        figure.layout[f"yaxis{suffix}"] = {
            **line,
            "anchor": f"x{suffix}",
            "scaleanchor": f"x{suffix}",
            "autorange": "reversed",
        }
        if panel.sign:
            figure.add_annotation(
                x=left - gap / 2, y=0.5, xref="paper", yref="paper", showarrow=False, text=panel.sign, font_size=22
            )
    return figure


def activation_curve(activation: Activation, z: float, palette: Palette) -> go.Figure:
    """g and its slope around zero, with the point where a neuron stands."""
    reach = max(4.0, 1.3 * abs(z))
    Z = np.concatenate([np.linspace(-reach, reach, 200), [-1e-9, 1e-9, z]])  # a slope that jumps at 0 is drawn upright
    A = activation.value(Z, np.empty_like(Z))
    slope = np.asarray(activation.slope(Z, A, np.empty_like(Z)), float)
    order = np.argsort(Z)
    figure = base(palette, 250)
    figure.add_scatter(x=Z[order], y=A[order], name="g(z)", line={"color": palette.train, "width": 3})
    figure.add_scatter(
        x=Z[order], y=slope[order], name="its slope g′(z)", line={"color": palette.test, "width": 2, "dash": "dot"}
    )
    _mark(figure, z, float(A[-1]), f"z = {z:.2f}", palette)
    figure.update_xaxes(title="z, the neuron's sum", range=[-reach, reach], fixedrange=True)
    figure.update_yaxes(title="a = g(z)", fixedrange=True)
    return figure


def loss_curve(p: float, palette: Palette) -> go.Figure:
    """-ln p from 0 to 1, with the point where the visitor's digit stands."""
    shown = max(p, 1e-5)
    top = max(5.0, -1.15 * float(np.log(shown)))
    curve = np.append(np.exp(-np.linspace(top, 1, 40)), np.linspace(np.exp(-1), 1, 60))
    figure = base(palette, 280, showlegend=False)
    figure.add_scatter(
        x=curve,
        y=-np.log(curve),
        line={"color": palette.train, "width": 3},
        hovertemplate="p = %{x:.3f}<br>loss %{y:.3f}<extra></extra>",
    )
    _mark(figure, p, -float(np.log(shown)), f"p = {probability(p)}", palette)
    figure.update_xaxes(title="p, the probability given to the true digit", range=[-0.03, 1.03], fixedrange=True)
    figure.update_yaxes(title="loss −ln p", range=[-0.04 * top, top], fixedrange=True)
    return figure


def digit_bars(values: Array, true: int, palette: Palette, title: str) -> go.Figure:
    """Ten values, one for each digit; the true digit stands out, and values below zero hang down."""
    signed = bool((values < 0).any())
    colours = (
        [palette.positive if v >= 0 else palette.negative for v in values]
        if signed
        else [palette.train if k == true else palette.muted for k in range(len(values))]
    )
    figure = base(palette, 240, showlegend=False)
    figure.add_bar(
        x=[f"<b>{k}</b>" if k == true else str(k) for k in range(len(values))],
        y=values,
        marker_color=colours,
        text=[f"{v:.2f}" for v in values],
        textposition="outside",
        textangle=0,
        cliponaxis=False,
        textfont_size=11,
        hovertemplate="digit %{x}: %{y:.4f}<extra></extra>",
    )
    figure.update_xaxes(title="digit (the true one in bold)", type="category", fixedrange=True)
    figure.update_yaxes(title=title, range=[-1.3, 1.3] if signed else [0, 1.15], fixedrange=True)
    return figure


def descent_curve(descent: Descent, palette: Palette) -> go.Figure:
    """The loss after one step, over the learning rate of that step."""
    top = 2 * descent.before
    figure = base(palette, 290, showlegend=False)
    figure.add_scatter(
        x=descent.rates,
        y=np.minimum(np.nan_to_num(descent.losses, nan=1e9, posinf=1e9), 1e9),
        line={"color": palette.train, "width": 3},
        hovertemplate="rate %{x:.3g}<br>loss %{y:.3f}<extra></extra>",
    )
    figure.add_hline(
        y=descent.before,
        line={"color": palette.muted, "dash": "dash", "width": 1},
        annotation={"text": f"before the step: {descent.before:.3f}", "font": {"color": palette.muted}},
        annotation_position="top left",
    )
    _mark(figure, descent.rate, descent.after, f"α = {descent.rate:g}", palette, log_x=True)
    figure.update_xaxes(
        title="learning rate α of the step",
        type="log",
        dtick=1,
        fixedrange=True,
        exponentformat="none",
    )
    figure.update_yaxes(title="loss after the step", range=[0, top], fixedrange=True)
    return figure


def _mark(figure: go.Figure, x: float, y: float, text: str, palette: Palette, log_x: bool = False) -> None:
    """The visitor's own point on a curve, with its value written beside it."""
    figure.add_scatter(
        x=[x],
        y=[y],
        mode="markers",
        marker={"size": 13, "color": palette.background, "line": {"color": palette.test, "width": 3}},
        showlegend=False,
        hoverinfo="skip",
    )
    figure.add_annotation(
        x=np.log10(x) if log_x else x,
        y=y,
        text=f"<b>{text}</b>",
        showarrow=False,
        yshift=18,
        font={"color": palette.test},
        bgcolor=palette.background,
        opacity=0.95,
    )


# W1 X + b1 = Z1 as boxes ---------------------------------------------------------------------------------------------

EDGE = 5  # thickness of the coloured edges
GAP = 24  # room for a sign between two boxes


def product_picture(n_in: int, n: int, m: int, palette: Palette) -> str:
    """W1 X + b1 = Z1 as boxes, an <img>. Edges have one colour for each length: where boxes meet, they must agree."""
    inner, rows, columns = (n_in, palette.test), (n, palette.train), (m, palette.muted)
    boxes = [
        ("", "W1", rows, inner),
        ("·", "X", inner, columns),
        ("+", "b1", rows, (1, palette.grid)),
        ("=", "Z1", rows, columns),
    ]
    tall = max(_side(n_in), _side(n)) + 8
    x, parts = 4.0, []
    for sign, name, (height, height_colour), (width, width_colour) in boxes:
        if sign:
            parts.append(f'<text x="{x + GAP / 2:.0f}" y="{tall / 2 + 7:.0f}" class="sign">{sign}</text>')
            x += GAP
        w, h = _side(width), _side(height)
        place = f'x="{x:.0f}" y="{(tall - h) / 2:.0f}"'
        parts += [
            f'<rect {place} width="{w:.0f}" height="{h:.0f}" fill="{palette.panel}"/>',
            f'<rect {place} width="{w:.0f}" height="{EDGE}" fill="{width_colour}"/>',
            f'<rect {place} width="{EDGE}" height="{h:.0f}" fill="{height_colour}"/>',
            f'<text x="{x + w / 2:.0f}" y="{tall + 14:.0f}">{name}</text>',
            f'<text x="{x + w / 2:.0f}" y="{tall + 30:.0f}" class="small">'
            f'<tspan fill="{height_colour}">{height:,}</tspan> × '
            f'<tspan fill="{palette.muted if width == 1 else width_colour}">{width:,}</tspan></text>',
        ]
        x += w
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {x + 4:.0f} {tall + 38:.0f}">'
        f"<style>text{{font:600 13px sans-serif;fill:{palette.text};text-anchor:middle}}"
        f".small{{font-size:11.5px;fill:{palette.muted}}} .sign{{font-size:20px}}</style>{''.join(parts)}</svg>"
    )
    alt = f"W1, {n} by {n_in}, times X, {n_in} by {m}, plus b1, {n} by 1, gives Z1, {n} by {m}."
    source = base64.b64encode(svg.encode()).decode()
    return f'<img src="data:image/svg+xml;base64,{source}" alt="{alt}" style="width:100%;max-width:{1.4 * x:.0f}px">'


def _side(k: int) -> float:
    """The drawn length of k rows or columns: it grows with the number of digits of k, not with k."""
    return 12 + 6 * float(np.log2(k))


# Source --------------------------------------------------------------------------------------------------------------


def with_gaps(excerpts: Iterable[Excerpt]) -> Iterator[str]:
    """The code of excerpts: dots where lines of a function are left out, a free line before another function."""
    before: Excerpt | None = None
    for source in excerpts:
        if before and (before.file, before.name) != (source.file, source.name):
            yield ""
        elif before and source.line > before.line + before.code.count("\n") + 1:
            yield "..."
        yield source.code
        before = source


# Tables --------------------------------------------------------------------------------------------------------------


TIMES = "\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}"  # shapes stay on one line


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


def probability(p: float) -> str:
    """A probability to three digits; tiny ones as powers of ten rather than as 0."""
    return f"{p:.3f}" if p >= 0.001 else f"{p:.0e}"


STYLE = """<style>
.stMarkdown p, .stMarkdown li {max-width: 46rem}
.stMarkdown h4 {padding: .2rem 0 .4rem}
.numbers {overflow-x: auto}
.numbers table {border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums}
.numbers th, .numbers td {padding: .22rem .7rem .22rem 0; text-align: left; vertical-align: top; font-weight: 400}
.numbers thead th {font-size: .8rem; opacity: .75}
.numbers tbody tr {border-top: 1px solid color-mix(in srgb, currentColor 14%, transparent)}
.numbers tbody th {font-weight: 600}
[data-testid="stCaptionContainer"] code {font-size: inherit; color: inherit; background: none; padding: 0}
@media (max-width: 640px) {.katex {font-size: 1.08em}}
</style>"""
