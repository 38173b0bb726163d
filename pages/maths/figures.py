"""The chapters' pictures and curves: numbers in, a Plotly figure out. No Streamlit here."""

from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from nn.activations import Activation, Array
from nn.explain.lesson import Descent
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
            meta={"unit": limit / LEVELS},
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
        font={"color": palette.text},
        bgcolor=palette.background,
        opacity=0.95,
    )


def probability(p: float) -> str:
    """A probability to three digits; tiny ones as powers of ten rather than as 0."""
    return f"{p:.3f}" if p >= 0.001 else f"{p:.0e}"
