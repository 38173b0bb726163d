// From beat to beat by keys, which press the buttons that are there. Page down and page up are what a presenter's clicker
// sends: while a lesson plays they are its own, wherever somebody has clicked last. The arrows are left to whatever on the
// page takes them.

const NEXT = ".st-key-lesson_next button", BACK = ".st-key-lesson_back button"
const PAGE = { PageDown: NEXT, PageUp: BACK }, ARROWS = { ArrowRight: NEXT, ArrowLeft: BACK }
const TAKES_ARROWS = "input, textarea, select, [contenteditable], [role=radiogroup], [role=group], [role=slider],"
  + "[role=tablist], [role=menu], [role=listbox], [role=grid], [role=dialog]"

function press(event, way) {
  const button = document.querySelector(way)
  if (!button) return
  event.preventDefault() // or the page would scroll
  event.stopPropagation()
  if (!event.repeat && !button.disabled) button.click()
}

const plain = event => !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey)

function listen() {
  document.addEventListener("keydown", event => {
    if (PAGE[event.key] && plain(event)) press(event, PAGE[event.key])
  }, true)
  document.addEventListener("keydown", event => {
    if (!ARROWS[event.key] || !plain(event) || event.defaultPrevented || !window.lessonArrows) return
    if (!event.target.closest?.(TAKES_ARROWS)) press(event, ARROWS[event.key])
  })
}

function inSight(element) {
  const { top, bottom } = element.getBoundingClientRect()
  return top >= 0 && bottom <= innerHeight
}

// What a beat points at may be drawn later than this: wait for it, but not for ever. Taller than the window, its top counts.
function show(point, until) {
  const found = document.querySelector(point)
  if (found?.offsetHeight) {
    const block = found.offsetHeight > innerHeight ? "start" : "nearest"
    if (!inSight(found)) found.scrollIntoView({ block })
  } else if (performance.now() < until) {
    requestAnimationFrame(() => show(point, until))
  }
}

export default ({ data }) => {
  if (window.lessonArrows === undefined) listen()
  window.lessonArrows = data.arrows
  if (window.lessonStaged !== data.staged) {
    window.lessonStaged = data.staged // another stage: begin to look at its top
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0)
    if (data.point) show(data.point, performance.now() + 5000)
  }
}
