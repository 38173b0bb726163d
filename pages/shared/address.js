// Browsers allow only so many changes: while a film plays, the address waits until it rests. What stands in it and was
// never ours is kept, also when the visitor goes on to another page, where Streamlit would drop it.

const ours = (window.addressNames ??= new Set())
const foreign = (window.addressForeign ??= new Map()) // from each name to all of its values

function rewrite(query) {
  const here = new URLSearchParams(location.search)
  for (const name of here.keys()) if (!ours.has(name)) foreign.set(name, here.getAll(name))
  const asked = new URLSearchParams(query)
  for (const [name, values] of foreign) if (!ours.has(name)) values.forEach(value => asked.append(name, value))
  const search = String(asked) && `?${asked}`.replaceAll("%2C", ",")
  if (location.search !== search) history.replaceState(history.state, "", location.pathname + search + location.hash)
}

// Streamlit writes the bare address of a page whenever it hears of one, on a busy server long after the page was drawn. So
// it is looked at again, unless the visitor has gone on by then.
const LOOKS = [200, 1000, 3000, 8000] // milliseconds

function look(query, page, first) {
  const here = location.pathname.split("/").pop()
  if (first || here === page || !page && here === "+") rewrite(query)
}

export default ({ data }) => {
  for (const name of data.ours) ours.add(name)
  window.addressLooks?.forEach(clearTimeout)
  window.addressLooks = LOOKS.map((after, i) => setTimeout(look, after, data.query, data.page, i === 0))
}
