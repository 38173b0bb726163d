// The browser's own memory of the answers to "Am I learning?", so that days may lie between the first form and the second.

const KEY = "ten-neurons-learning"

function remembered() {
  try { return localStorage.getItem(KEY) ?? "" } catch { return "" }
}

export default ({ data, setTriggerValue }) => {
  try {
    if (data.forget) localStorage.removeItem(KEY)
    else if (data.kept) localStorage.setItem(KEY, data.kept)
  } catch { /* not allowed here: then it is kept for as long as the tab */ }
  if (data.asks && remembered()) setTriggerValue("heard", remembered())
}
