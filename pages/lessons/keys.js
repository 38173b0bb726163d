// Page down and page up, which a presenter's clicker sends, and the arrows go from beat to beat by pressing the buttons
// that are there. A key that something on the page has taken for itself is left to that.

const NEXT = ".st-key-lesson_next button", BACK = ".st-key-lesson_back button"
const WAYS = { PageDown: NEXT, PageUp: BACK, ArrowRight: NEXT, ArrowLeft: BACK }
const TAKES_ARROWS = "input, textarea, select, [contenteditable], [role=radiogroup], [role=group], [role=slider],"
  + "[role=tablist], [role=menu], [role=listbox], [role=grid]"

function listen() {
  document.addEventListener("keydown", event => {
    const way = WAYS[event.key]
    if (!way || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    if (event.target.closest?.("textarea, [contenteditable], [role=dialog]")) return
    const arrow = event.key.startsWith("Arrow")
    if (arrow && (!window.lessonArrows || event.target.closest?.(TAKES_ARROWS))) return
    const button = document.querySelector(way)
    if (!button) return
    event.preventDefault() // or the page would scroll
    if (!event.repeat && !button.disabled) button.click()
  })
}

export default ({ data }) => {
  if (window.lessonArrows === undefined) listen()
  window.lessonArrows = data.arrows
  if (window.lessonStaged !== data.staged) {
    window.lessonStaged = data.staged // another stage: begin to look at its top
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0)
  }
}
