// What a chart is drawn from, as tables: made in the browser when somebody asks, from the very numbers that were drawn,
// so that they cost nothing until then, and can be had also while a run goes on. Long ones are shown thinned out; the
// file holds all of them.

const MOST_ROWS = 200
const KINDS = { i1: Int8Array, u1: Uint8Array, i2: Int16Array, u2: Uint16Array, i4: Int32Array, u4: Uint32Array,
  f4: Float32Array, f8: Float64Array }

// Arrays travel as base64 of their bytes.
function listed(values) {
  if (typeof values?.bdata !== "string") return values ?? []
  const bytes = Uint8Array.from(atob(values.bdata), letter => letter.charCodeAt(0))
  const flat = Array.from(new KINDS[values.dtype](bytes.buffer))
  const [, width] = (values.shape ?? "").split(",").map(Number)
  return width ? Array.from({ length: flat.length / width }, (_, row) => flat.slice(row * width, (row + 1) * width)) : flat
}

const plain = text => String(text ?? "").replace(/<[^>]*>/g, "")
const short = value => typeof value === "number" ? String(Number(value.toPrecision(6))) : plain(value)
const titled = axis => plain(axis?.title?.text ?? axis?.title)
const axisOf = (trace, layout, letter) => layout[(trace[`${letter}axis`] ?? letter).replace(letter, `${letter}axis`)]
const count = n => Array.from({ length: n }, (_, i) => i)

// Tiles of 28x28 weights: a row for each of a picture's rows, beginning with whose it is.
function ofTiles({ z, meta }) {
  const board = listed(z), { names, left, top, side, unit } = meta
  const rows = names.flatMap((name, i) => count(side).map(row =>
    [plain(name), row, ...board[top[i] + row].slice(left[i], left[i] + side).map(v => v * unit)]))
  return { columns: ["neuron", "row", ...count(side)], rows }
}

function ofMatrix(trace, layout) {
  const unit = trace.meta?.unit ?? 1
  const cells = Array.isArray(trace.text?.[0]) ? trace.text.map(row => row.map(v => v === "" ? 0 : v))
    : listed(trace.z).map(row => row.map(v => v * unit))
  const across = listed(trace.x), down = listed(trace.y), wide = cells[0]?.length ?? 0
  const corner = [titled(axisOf(trace, layout, "y")), titled(axisOf(trace, layout, "x"))].filter(Boolean).join(" \\ ")
  return {
    columns: [corner || "row \\ column", ...(across.length === wide ? across : count(wide))],
    rows: cells.map((row, i) => [down[i] ?? i, ...row]),
  }
}

// Curves and columns over the same places stand in one table.
function ofSeries(traces, layout) {
  const tables = new Map()
  for (const trace of traces) {
    const x = listed(trace.x), where = JSON.stringify(x)
    const name = titled(axisOf(trace, layout, "x")) || "x"
    if (!tables.has(where)) tables.set(where, { columns: [name], rows: x.map(v => [v]) })
    const table = tables.get(where), unit = titled(axisOf(trace, layout, "y"))
    table.columns.push([plain(trace.name), unit].filter(Boolean).join(": ") || titled(layout) || "value")
    listed(trace.y).forEach((value, i) => table.rows[i]?.push(value))
    if (trace.mode !== "text") continue
    table.columns.push("what")
    trace.text.forEach((value, i) => table.rows[i]?.push(plain(value)))
  }
  return [...tables.values()]
}

const GRIDS = ["heatmap", "contour", "surface"]

function tablesOf({ data, layout }) {
  const flat = data.filter(trace => !GRIDS.includes(trace.type) && trace.type !== "scatter3d")
  const shown = flat.filter(trace => trace.name || trace.type === "bar" || trace.fill)
  const lines = flat.filter(trace => trace.type === "scatter" && !trace.name && trace.hovertemplate && !trace.customdata)
  const heat = data.filter(trace => GRIDS.includes(trace.type))
  return [...heat.map(trace => trace.meta?.names ? ofTiles(trace) : ofMatrix(trace, layout)),
    ...ofSeries(shown.length ? shown : lines, layout)]
}

const quoted = value => /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
const asCsv = tables => tables.map(({ columns, rows }) =>
  [columns, ...rows].map(row => row.map(value => quoted(plain(value))).join(",")).join("\n")).join("\n\n") + "\n"

function made(name, text = "", more = {}) {
  const element = document.createElement(name)
  element.textContent = text
  return Object.assign(element, more)
}

function asHtml({ columns, rows }) {
  const table = made("table"), head = table.createTHead().insertRow()
  columns.forEach(name => head.append(made("th", plain(name), { scope: "col" })))
  const step = Math.max(1, rows.length / MOST_ROWS), body = table.createTBody()
  for (let at = 0; Math.round(at) < rows.length; at += step) {
    const [first, ...rest] = rows[Math.round(at)], line = body.insertRow()
    line.append(made("th", short(first), { scope: "row" }))
    rest.forEach(value => { line.insertCell().textContent = short(value) })
  }
  return table
}

function save(text) {
  const link = made("a", "", { href: URL.createObjectURL(new Blob([text], { type: "text/csv" })), download: "numbers.csv" })
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href))
}

function showNumbers(room, figure, about) {
  const tables = tablesOf(JSON.parse(figure)), dialog = made("dialog", "", { className: "chart-numbers" })
  const long = tables.some(({ rows }) => rows.length > MOST_ROWS)
  const tray = made("div", "", { className: "tray", tabIndex: 0 }), buttons = made("div", "", { className: "buttons" })
  tray.setAttribute("role", "region")
  tray.setAttribute("aria-label", "Table")
  dialog.setAttribute("aria-label", "The chart's numbers")
  tray.append(...tables.map(asHtml))
  buttons.append(made("button", "Download as CSV", { type: "button", onclick: () => save(asCsv(tables)) }),
    made("button", "Close", { type: "button", onclick: () => dialog.close() }))
  dialog.append(made("p", about + (long ? ` Of long tables ${MOST_ROWS} rows are shown; the file holds all.` : "")), tray, buttons)
  dialog.addEventListener("close", () => dialog.remove())
  dialog.addEventListener("click", event => { if (event.target === dialog) dialog.close() })
  room.append(dialog)
  dialog.showModal()
}
