// Links that lead on from a digit without loading the app anew. Pictures under a live network are drawn again and again,
// and a click whose link is replaced between press and release would be lost: so the press remembers where it leads.

const plain = event => event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
const way = event => event.target.closest?.("a[data-way]")

function listen() {
  let pressed = null
  document.addEventListener("pointerdown", event => {
    const link = way(event)
    pressed = link && plain(event) ? { href: link.href, x: event.clientX, y: event.clientY } : null
  }, true)
  document.addEventListener("pointercancel", () => { pressed = null }, true)
  document.addEventListener("pointerup", event => {
    if (pressed && Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) < 8) window.follow(pressed.href)
    pressed = null
  }, true)
  document.addEventListener("click", event => {
    const link = way(event)
    if (!link || !plain(event)) return
    event.preventDefault()
    if (event.detail === 0) window.follow(link.href) // by keyboard: there was no press
  }, true)
}

export default function ({ setTriggerValue }) {
  if (!window.follow) listen()
  window.follow = href => setTriggerValue("followed", href)
}
