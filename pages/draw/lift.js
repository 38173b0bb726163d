// The canvas waits 200 ms for more before it sends a stroke. Its toolbar has a button that sends at once: it is pressed
// whenever the pen is lifted. Were the button not there, the stroke would be sent all the same, a little later.
// Nobody sees that toolbar, and its Edit would make the pen move strokes in the place of drawing them. So the Tab key
// passes it by; a click from here still reaches it. The page's own Undo and Clear are there for the keyboard.

const SEND = 'button[aria-label="Update the app with this drawing"]'

const canvas = event => event.composedPath().find(node => node instanceof HTMLCanvasElement)
const send = drawn => drawn?.getRootNode().querySelector(SEND)?.click()

const hideToolbar = () => {
  for (const part of document.querySelectorAll(".st-key-pad *"))
    part.shadowRoot?.querySelector(".dc-toolbar-card")?.setAttribute("inert", "")
}

export default () => {
  hideToolbar()
  if (window.penListens) return
  window.penListens = true
  document.addEventListener("keydown", hideToolbar, true) // the canvas may have come, or come again, since
  let drawn = null
  for (const down of ["mousedown", "touchstart"])
    document.addEventListener(down, event => { drawn = canvas(event) }, true)
  for (const up of ["mouseup", "touchend"])
    document.addEventListener(up, () => {
      const lifted = drawn // the stroke may end outside of the canvas
      drawn = null
      setTimeout(() => send(lifted)) // when the canvas itself has heard of it
    }, true)
}
