// The browser's own memory of the keys to this visitor's runs, the newest first. A browser may refuse to remember
// anything, in a frame above all: then the visit is as long as its tab, and nothing else is different.

const KEYS = "ten-neurons-keys", TAB = "ten-neurons-tab", MOST = 12

function remembered() {
  try {
    const found = JSON.parse(localStorage.getItem(KEYS) ?? "[]")
    return Array.isArray(found) ? found.filter(key => typeof key === "string").slice(0, MOST) : []
  } catch { return [] }
}

function remember(name, text) {
  try { localStorage.setItem(name, text) } catch { /* not allowed here */ }
}

// The controlling key is for one visit by its link: it shall not be seen, or stay in the history.
function takeKeyOutOfAddress() {
  const asked = new URLSearchParams(location.search)
  if (!asked.has("control")) return
  asked.delete("control")
  const search = String(asked) && `?${asked}`
  history.replaceState(history.state, "", location.pathname + search + location.hash)
  // a host that frames the app, as Streamlit's own does, shows an address of its own
  if (parent !== window) parent.postMessage({ stCommVersion: 1, type: "SET_QUERY_PARAM", queryParams: search }, "*")
}

function update({ mine, forget, drafts }) {
  const before = remembered(), others = before.filter(key => key !== mine && !forget.includes(key))
  const draft = key => drafts.includes(key) // never started: the first to be forgotten where there is no more room
  const after = [...(mine ? [mine] : []), ...others.filter(key => !draft(key)), ...others.filter(draft)].slice(0, MOST)
  if (String(after) !== String(before)) remember(KEYS, JSON.stringify(after))
  return others
}

// Other tabs of this browser that have the same run open learn that this one has, too.
function showMyselfToOtherTabs(run) {
  if (window.memoryRun === run) return
  window.memoryRun = run
  remember(TAB, `${run} ${Math.random()}`)
}

function listenToOtherTabs() {
  window.addEventListener("storage", ({ key, newValue }) => {
    if (key === TAB && newValue?.split(" ")[0] === window.memoryRun) window.memorySends("company", true)
  })
}

export default ({ data, setTriggerValue }) => {
  takeKeyOutOfAddress()
  if (!window.memorySends) listenToOtherTabs()
  window.memorySends = setTriggerValue
  const others = update(data)
  if (data.mine) showMyselfToOtherTabs(data.run)
  if (window.memoryTold !== data.visit && (data.waits || data.asks && others.length)) {
    window.memoryTold = data.visit
    setTriggerValue("heard", others)
  }
}
