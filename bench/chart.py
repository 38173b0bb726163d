"""One chart of all figures to meet, as an SVG file that needs nothing else.

Each bar says how far beyond its figure a measurement is: 1 is just met, 2 is twice as good as asked.
"""

from collections.abc import Sequence
from html import escape

from bench.report import Report, Target

WIDTH, NAMES, ROW, TOP = 860, 400, 26, 64  # pixels
INK, QUIET, GOOD, BAD = "#1e2a35", "#6b7680", "#1c6fb3", "#c2571a"


def beyond(target: Target) -> float:
    """How many times as good as asked."""
    if target.at_least is not None:
        return target.measured / target.at_least
    assert target.at_most is not None
    return target.at_most / max(target.measured, 1e-9)


def svg(reports: Sequence[Report]) -> str:
    """The chart; `alt` text and all."""
    bars = [(report.title, target) for report in reports for target in report.targets]
    height = TOP + ROW * len(bars) + 24
    most = max([2.0, *(beyond(target) for _, target in bars)])
    scale = (WIDTH - NAMES - 90) / most

    def text(x: float, y: float, said: str, colour: str = INK, size: int = 13, anchor: str = "start") -> str:
        return (
            f'<text x="{x:.1f}" y="{y}" fill="{colour}" font-size="{size}" text-anchor="{anchor}">{escape(said)}</text>'
        )

    drawn = [
        text(16, 28, "How far beyond its figure each measurement is", size=17),
        text(NAMES + scale, 52, "just met", QUIET, 12, "middle"),
        f'<line x1="{NAMES + scale:.1f}" x2="{NAMES + scale:.1f}" y1="58" y2="{height - 16}" stroke="{QUIET}"/>',
    ]
    for i, (title, target) in enumerate(bars):
        y, length = TOP + ROW * i, beyond(target) * scale
        said = f"{target.measured:.4g}, wanted {target.wanted}"
        drawn += [
            text(NAMES - 10, y + 17, f"{title}: {target.name}", anchor="end", size=12),
            f'<rect x="{NAMES}" y="{y + 4}" width="{length:.1f}" height="{ROW - 8}" rx="3" '
            f'fill="{GOOD if target.met else BAD}"><title>{escape(said)}</title></rect>',
            text(NAMES + length + 6, y + 17, f"{target.measured:.4g}", size=12),
        ]
    alt = "; ".join(f"{title}, {t.name}: {t.measured:.4g}, wanted {t.wanted}" for title, t in bars)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" role="img">'
        f'<title>{escape(alt)}</title><rect width="100%" height="100%" fill="#fcfbf8"/>{"".join(drawn)}</svg>\n'
    )
