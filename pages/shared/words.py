"""Numbers, lists and names as several pages write them, and what all say of wrong labels. No Streamlit here."""

import re
from collections.abc import Sequence
from math import isnan

NEARLY_ALL = 0.985  # from here on a percentage needs two decimals, and the wrong labels count
WRONG_LABELS = (
    "About 15 of MNIST's 10,000 test digits are known to be labelled wrongly (Northcutt, Athalye and Mueller, 2021, "
    "arXiv:2103.14749), so no honest network reaches 100%: some of the mistakes here may not be the network's."
)
JOINER = "\N{WORD JOINER}"


def signed(value: float, digits: int = 2, plus: str = "+") -> str:
    """A number with its sign, and a minus as long as the plus: +0.12, −0.12, 0.00. ``plus`` may be nothing.

    Beyond a million it comes as a power of ten, as an untrained network of a thousand neurons a layer makes it.
    """
    text = f"{abs(value):.{digits}f}" if abs(value) < 1e6 else f"{abs(value):.2e}".replace("e+", "e")
    sign = "" if not float(text) else "−" if value < 0 else plus
    return sign + text


def percent(p: float) -> str:
    """A probability in words that never claim 0 or 100 percent."""
    if p < 0.001:
        return "under 0.1%"
    return "over 99.9%" if p > 0.999 else f"{p:.1%}"


def accuracy_in_words(share: float) -> str:
    return "nothing" if isnan(share) else f"{share:.2%}" if share >= NEARLY_ALL else f"{share:.1%}"


def as_text(foreign: str) -> str:
    """What somebody else has written, such as a file's name, so that Markdown and HTML take it for text.

    Marks that could mean something come as their numbers. Some would be replaced even so: smileys between colons,
    addresses, arrows, the start of a list. A joiner, which has no width, takes these apart. What does not print,
    and might turn the rest of a line about, is left out.
    """
    one_line = "".join(filter(str.isprintable, " ".join(foreign.split())))
    apart = re.sub(r"^-|^\d+(?=[.)])|www(?=\.)|[:@]", lambda found: found[0] + JOINER, one_line)
    apart = re.sub("[-<=>~]{2,}", lambda found: JOINER.join(found[0]), apart)
    return re.sub(r"""[&<>"'\\`*_\[\]#|~$:@+]""", lambda found: f"&#{ord(found[0])};", apart)


def listed(parts: Sequence[str]) -> str:
    """Words in a row: "2, 3 and 6"."""
    return " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))


WHY_BOTH = (
    " Much of what they show is still the chance that they began with, and what was learned drowns in it: *What "
    "learning changed* leaves that out."
)


def with_article(name: object) -> str:
    """a 7, an 8, an Ankle boot."""
    said = str(name)
    return f"an {said}" if said[:1] in "8aeiouAEIOU" or said in ("11", "18") else f"a {said}"
