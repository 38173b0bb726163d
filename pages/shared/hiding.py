"""Parts of the program that a lesson's link may hide, so that learners have before them what the lesson is about.

That makes a page calmer and guards nothing: whoever takes the word out of the address sees everything.
"""

PARTS = {
    "settings": "Settings of the run",
    "files": "Save and open",
    "gallery": "Digits it has never seen, on Train",
    "share": "Share",
    "look-inside": "The pages under Look inside",
    "try-it-out": "The pages under Try it out",
    "learn": "The pages under Learn",
}


def parts_in(text: str) -> tuple[frozenset[str], list[str]]:
    """The parts that the ``hide`` of an address names, and ["hide"] if it names others as well."""
    named = set(filter(None, text.split(",")))
    return frozenset(named & set(PARTS)), ["hide"] if named - set(PARTS) else []
