"""Numbers as Step by step writes them: short, and never rounded to 0, to certainty or to each other."""

import numpy as np

from nn.activations import Array

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def number(value: float, digits: int = 3) -> str:
    """A number to so many digits, with a long minus; very small and large ones as powers of ten."""
    if not np.isfinite(value):
        return "no number"
    size = abs(value)
    if size == 0:
        return "0"
    if 1e-3 <= size < 1e4:
        text = f"{size:.{max(0, digits - 1 - int(np.floor(np.log10(size))))}f}"
    else:
        mantissa, power = f"{size:.{digits - 1}e}".split("e")
        text = f"{mantissa} × 10{str(int(power)).translate(SUPERSCRIPTS)}"
    return f"−{text}" if value < 0 else text


def digits_apart(one: float, other: float) -> int:
    """The fewest digits in which two numbers look different; 3 where they are the same."""
    return next((digits for digits in range(3, 9) if number(one, digits) != number(other, digits)), 3)


def told_apart(one: float, other: float) -> tuple[str, str]:
    """Two numbers, to as many digits as it takes to see that they differ."""
    digits = digits_apart(one, other)
    return number(one, digits), number(other, digits)


def with_sign(value: float) -> str:
    """A number with a plus, too; a term of a sum, which may be tiny."""
    return ("+" if value > 0 else "") + number(value)


def chance(P: Array, k: int) -> str:
    """The probability of k in percent: above 99.9 % with more places, below 0.1 % as a power of ten."""
    p = float(P[k, 0])
    if p == 0:
        return "next to 0"  # smaller than any number that float32 can hold
    return f"{p:.1%}" if 0.001 <= p <= 0.999 else f"{p:.5%}" if p > 0.999 else number(p)
