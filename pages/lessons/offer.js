// The browser's own memory of whether the tour was offered and answered. One that may not remember offers it again.

const KEY = "ten-neurons-tour"

function answered() {
  try { return localStorage.getItem(KEY) !== null } catch { return false }
}

export default ({ data }) => {
  if (data.answered) {
    try { localStorage.setItem(KEY, "answered") } catch { /* not allowed here */ }
  }
  document.documentElement.toggleAttribute("data-new-here", !data.answered && !answered())
}
