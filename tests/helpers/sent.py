"""What of a figure travels to the browser, as plotly.js reads it there."""

import base64
import json

import numpy as np

from pages.shared.charts import Figure


def arrays_in(sent: dict) -> dict:
    """Every typed array of a figure's JSON, as plotly.js would read it."""
    found = {}
    for i, trace in enumerate(sent["data"]):
        for name, value in trace.items():
            if isinstance(value, dict) and "bdata" in value:
                array = np.frombuffer(base64.b64decode(value["bdata"]), value["dtype"])
                shape = [int(side) for side in value.get("shape", str(len(array))).split(",")]
                found[i, name] = array.reshape(shape)
    return found


def check_sent(figure: Figure) -> None:
    """What is written out by hand is the figure that Plotly has checked."""
    sent, checked = json.loads(figure.to_json()), json.loads(figure.plotly.to_json())
    ours, theirs = arrays_in(sent), arrays_in(checked)
    assert ours.keys() == theirs.keys() and len(ours)
    for where, array in ours.items():
        np.testing.assert_array_equal(array, theirs[where])
    for name, value in sent["layout"].items():
        assert name in checked["layout"] or value in ([], {})
