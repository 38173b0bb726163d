"""What the page for the operator says. No Streamlit."""

from nn.lab.health import Health

MEGABYTE = 1_000_000
TITLE = "Health"
ABOUT = (
    "For whoever keeps this server running. It says nothing about any visitor. The same server gives "
    "`/_stcore/health`, which answers *ok*, and `/_stcore/metrics`, Streamlit's own counts for OpenMetrics."
)


def facts_of(now: Health, sessions: int) -> list[tuple[str, str, str]]:
    """The server in numbers: (label, value, meaning)."""
    memory = "–" if now.resident_bytes is None else megabytes(now.resident_bytes)
    return [
        ("Sessions", f"{sessions:,}", "Open in a browser at this moment"),
        ("Runs", f"{now.runs:,}", "In memory, started or not"),
        ("Training", f"{now.running:,}", "Of these runs; they share the server's threads"),
        ("Kept on disk", f"{now.kept:,}", "Runs that a restart would not lose: none unless NN_RUNS_DIR is set"),
        ("Longest wait", f"{now.longest_wait:.1f} s", "Of a run for its turn, in the last five minutes"),
        ("Slices", f"{now.slices:,}", "Turns of training since the server started"),
        ("Memory", memory, "What the whole process occupies"),
        ("Held by runs", megabytes(now.run_bytes), f"With their films, which hold {megabytes(now.film_bytes)}"),
        ("Threads", f"{now.threads:,}", "Of the process"),
    ]


def megabytes(size: int) -> str:
    return f"{size / MEGABYTE:,.0f} MB"
