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

// What a beat points at is drawn later than this, and grows while it is: bring it into view for as long, unless somebody
// goes their own way. Of what is taller than the window, the top counts.
const SETTLES = 3000 // milliseconds
const BAR = 80 // pixels, of the menus above

function keepInView(point) {
  const until = performance.now() + SETTLES, done = new AbortController()
  for (const way of ["wheel", "touchmove", "pointerdown", "keydown"]) {
    addEventListener(way, () => done.abort(), { signal: done.signal, capture: true })
  }
  const look = () => {
    if (performance.now() > until) done.abort()
    if (done.signal.aborted) return
    const element = document.querySelector(point)
    const { top = 0, bottom = 0 } = element?.getBoundingClientRect() ?? {}
    const tall = bottom - top > innerHeight - BAR
    if (top < 0 || (bottom > innerHeight && top > BAR)) element.scrollIntoView({ block: tall ? "start" : "end" })
    setTimeout(look, 100)
  }
  look()
}

export default ({ data }) => {
  if (window.lessonArrows === undefined) listen()
  window.lessonArrows = data.arrows
  if (window.lessonStaged !== data.staged) {
    window.lessonStaged = data.staged // another stage: begin to look at its top
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0)
    if (data.point) keepInView(data.point)
  }
}
