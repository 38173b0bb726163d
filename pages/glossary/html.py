"""The words as HTML: a list of terms in columns, and the way on from each. No Streamlit here."""

from collections.abc import Iterable
from html import escape

from pages.glossary.words import TITLES, Word
from pages.shared.ways import way_to

STYLE = """<style>
.glossary h2 {font-size: 1.15rem; padding: .6rem 0 .5rem}
.glossary dl {margin: 0; padding: 0; columns: 2; column-gap: 2.5rem}
.glossary .word {break-inside: avoid; padding: 0 0 .8rem}
.glossary dt {font-weight: 600; font-size: 1rem}
.glossary :is(dt, dd) {margin: 0; padding: 0}
.glossary dd {line-height: 1.4}
.glossary a {color: inherit; text-underline-offset: 2px; white-space: nowrap; font-size: .9rem}
@media (max-width: 760px) {
  .glossary dl {columns: 1}
  .glossary a {display: inline-block; padding: .35rem 0}
}
</style>"""


def group(name: str, words: Iterable[Word], chosen: dict[str, str]) -> str:
    """One heading with its words; ``chosen`` is what all pages look at, for a link that opens a tab of its own."""
    entries = "".join(_entry(word, chosen) for word in words)
    return f'<section class="glossary"><h2>{escape(name)}</h2><dl>{entries}</dl></section>'


def _entry(word: Word, chosen: dict[str, str]) -> str:
    title = TITLES[word.page]
    link = way_to(word.page, f"See it on {title}", f"See it on {title}: {word.word}", chosen | word.parameters)
    return f'<div class="word"><dt>{escape(word.word)}</dt><dd>{escape(word.says)} {link}</dd></div>'
