"""What a page run by the test harness has sent to the browser, where Streamlit's harness has no word for it."""

import json
from urllib.parse import parse_qsl

from streamlit.testing.v1 import AppTest


def address_of(at: AppTest) -> dict[str, str]:
    """What the page wrote into its address last."""
    written = [e.proto for e in at.get("bidi_component") if e.proto.component_name == "address"]
    return dict(parse_qsl(json.loads(written[-1].json)["query"].removeprefix("?"))) if written else {}
