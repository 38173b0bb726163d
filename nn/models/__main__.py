"""``python -m nn.models [NAME ...]``: train the shipped networks again, from their seeds (`make models`)."""

import sys

from nn.__main__ import main
from nn.models import FOLDER

SHIPPED = {  # the name of the file: what `python -m nn train` is told
    "blog": ["--preset", "blog", "--seed", "0", "--film", str(FOLDER / "films" / "blog.npz")],
    "deep": ["--preset", "deep", "--seed", "0"],
    "strong": ["--preset", "record", "--seed", "0", "--half"],
}


def rebuild(names: list[str]) -> int:
    unknown = [name for name in names if name not in SHIPPED]
    if unknown:
        print(f"There is no shipped network {unknown[0]!r}; there are {', '.join(SHIPPED)}.", file=sys.stderr)
        return 2
    for name in names or SHIPPED:
        print(f"\n{name}")
        code = main(["train", *SHIPPED[name], "--save", str(FOLDER / f"{name}.npz")])
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(rebuild(sys.argv[1:]))
