// The canvas waits 200 ms for more before it sends a stroke. Its toolbar has a button that sends at once: it is pressed
// whenever the pen is lifted. Were the button not there, the stroke would be sent all the same, a little later.

const SEND = 'button[aria-label="Update the app with this drawing"]'

const canvas = event => event.composedPath().find(node => node instanceof HTMLCanvasElement)
const send = drawn => drawn?.getRootNode().querySelector(SEND)?.click()

export default () => {
  if (window.penListens) return
  window.penListens = true
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
