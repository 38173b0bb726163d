// Matrices side by side as small heatmaps, with signs between them. They wrap where the screen is narrow. Pointing at a
// cell tells its value below; a click picks it.

const MINUS = "\u2212"
const HEAD = 34 // pixels above each picture, for its name and shape

function numbers(base64) {
  const bytes = Uint8Array.from(atob(base64), c => c.charCodeAt(0))
  return new Float32Array(bytes.buffer)
}

function say(value, signed = true) {
  if (!Number.isFinite(value)) return "no number"
  const size = Math.abs(value)
  const text = size === 0 ? "0" : size >= 0.001 && size < 10000 ? size.toPrecision(4) : size.toExponential(2)
  return (value < 0 ? MINUS : signed && value > 0 ? "+" : "") + text
}

function brief(value) {
  const size = Math.abs(value)
  const text = size === 0 ? "0" : size >= 9.995 ? size.toFixed(1) : size >= 0.005 ? size.toFixed(2) : size.toExponential(0)
  return (value < 0 ? MINUS : "") + text
}

function colours(stops) {
  const rgb = stops.map(([at, colour]) => [at, hex(colour)])
  return at => {
    const next = Math.max(1, rgb.findIndex(([stop]) => stop >= at))
    const [[a, from], [b, to]] = [rgb[next - 1], rgb[next]]
    const share = Math.min(1, Math.max(0, (at - a) / (b - a || 1)))
    return from.map((c, i) => c + (to[i] - c) * share)
  }
}

const light = rgb => rgb.reduce((sum, c, i) => sum + [0.2126, 0.7152, 0.0722][i] * (c / 255) ** 2.2, 0.05)
const hex = colour => [1, 3, 5].map(i => parseInt(colour.slice(i, i + 2), 16))
const contrast = (a, b) => Math.max(light(a), light(b)) / Math.min(light(a), light(b))

function readable(ground, look) { // the page's light or dark, whichever stands out more
  return contrast(hex(look.text), ground) >= contrast(hex(look.background), ground) ? look.text : look.background
}

function draw(canvas, matrix, look) {
  const { rows, columns } = matrix
  const width = canvas.clientWidth, height = canvas.clientHeight, ratio = window.devicePixelRatio || 1
  if (!width || !height) return
  canvas.width = Math.round(width * ratio)
  canvas.height = Math.round(height * ratio)
  const small = new OffscreenCanvas(columns, rows), pixels = new ImageData(columns, rows)
  const colour = colours(matrix.ink ? look.ink : look.diverging)
  const at = value => (matrix.ink ? value : 0.5 + value / matrix.limit / 2)
  matrix.values.forEach((value, i) => {
    const [r, g, b] = colour(Number.isFinite(value) ? at(value) : matrix.ink ? 0 : 0.5)
    pixels.data.set([r, g, b, 255], 4 * i)
  })
  small.getContext("2d").putImageData(pixels, 0, 0)
  const pen = canvas.getContext("2d")
  pen.scale(ratio, ratio)
  pen.imageSmoothingEnabled = false
  pen.drawImage(small, 0, 0, width, height)
  const high = height / rows, wide = width / columns
  if (high >= 15 && wide >= 27) {
    pen.font = `${Math.max(11, Math.min(12.5, wide / 4))}px ${look.font}`
    pen.textAlign = "center"
    pen.textBaseline = "middle"
    matrix.values.forEach((value, i) => {
      pen.fillStyle = readable(colour(at(value)), look)
      pen.fillText(brief(value), ((i % columns) + 0.5) * wide, (Math.floor(i / columns) + 0.54) * high)
    })
  }
  pen.strokeStyle = matrix.ink ? look.negative : look.text
  const frame = (x, y, w, h, line) => {
    pen.lineWidth = line
    const inset = line / 2
    pen.strokeRect(
      Math.max(inset, x - inset), Math.max(inset, y - inset),
      Math.min(w + line, width) - line / 2 - (x < inset ? inset : 0), Math.min(h + line, height) - line / 2)
  }
  const { row, column } = matrix
  if (row !== null && column !== null) frame(column * wide, row * high, Math.max(wide, 4), Math.max(high, 4), 2)
  else if (row !== null) frame(0, row * high, width, Math.max(high, 3), 1.6)
  else if (column !== null) frame(column * wide, 0, Math.max(wide, 3), height, 1.6)
}

function place(matrix, row, column) {
  if (matrix.picture) return `pixel row ${row}, column ${column}`
  const [by, across] = matrix.by
  const r = by > 1 ? `rows ${row * by} to ${row * by + by - 1}` : `row ${row}`
  if (matrix.columns === 1) return r
  return `${r}, ${across > 1 ? `columns ${column * across} to ${column * across + across - 1}` : `column ${column}`}`
}

function made(matrix, look, readout, pick) {
  const box = document.createElement("figure")
  box.className = matrix.kind
  box.style.flexBasis = matrix.width
  box.style.maxWidth = matrix.widest
  const head = document.createElement("figcaption")
  head.title = matrix.meaning
  const name = document.createElement("b"), shape = document.createElement("span")
  name.textContent = matrix.name
  shape.textContent = matrix.shape
  head.append(name, shape)
  const canvas = document.createElement("canvas")
  canvas.setAttribute("role", "img")
  canvas.setAttribute("aria-label", matrix.alt)
  canvas.style.height = matrix.height
  if (matrix.kind === "picture") canvas.style.aspectRatio = "1"
  if (matrix.picks) canvas.classList.add("picks")
  const cell = event => {
    const room = canvas.getBoundingClientRect()
    const within = (share, n) => Math.min(n - 1, Math.max(0, Math.floor(share * n)))
    return [
      within((event.clientY - room.top) / room.height, matrix.rows),
      within((event.clientX - room.left) / room.width, matrix.columns),
    ]
  }
  const tell = event => {
    const [row, column] = cell(event)
    const value = matrix.values[row * matrix.columns + column]
    const strongest = matrix.by[0] * matrix.by[1] > 1 ? " (the strongest there)" : ""
    readout.textContent = `${matrix.name}, ${place(matrix, row, column)}: ${say(value, !matrix.ink)}${strongest}`
  }
  canvas.addEventListener("pointermove", tell)
  canvas.addEventListener("pointerdown", tell)
  canvas.addEventListener("pointerleave", () => { readout.textContent = readout.dataset.rest })
  canvas.addEventListener("click", event => {
    const [row, column] = cell(event)
    if (matrix.picks) pick(`${matrix.picks}:${row * matrix.by[0]}:${column * matrix.by[1]}`)
  })
  box.append(head, canvas)
  matrix.redraw = () => draw(canvas, matrix, look)
  return box
}

export default function ({ data, parentElement, setTriggerValue }) {
  const room = parentElement.querySelector(".matrices"), readout = parentElement.querySelector(".readout")
  const look = { ...data.look, font: getComputedStyle(room).fontFamily }
  const drawn = JSON.stringify(data)
  if (room.drawn === drawn) return
  room.drawn = drawn
  room.style.minHeight = `${data.tallest + HEAD}px` // from the first moment, so that nothing below it moves
  readout.dataset.rest = readout.textContent = data.rest
  const matrices = data.matrices.map(m => ({ ...m, values: numbers(m.values) }))
  room.replaceChildren(...matrices.flatMap(matrix => {
    const box = made(matrix, look, readout, picked => setTriggerValue("picked", picked))
    if (!matrix.sign && matrix.kind !== "strip") return [box]
    const pair = document.createElement("div"), sign = document.createElement("span")
    pair.className = `pair ${matrix.kind}`
    const room = matrix.kind === "strip" ? 0 : matrix.sign.length > 1 ? 41 : 21
    pair.style.flexBasis = `calc(${matrix.width} + ${room}px)`
    if (matrix.widest) pair.style.maxWidth = `calc(${matrix.widest} + ${room}px)`
    sign.className = "sign"
    sign.textContent = matrix.sign
    sign.style.marginTop = `${HEAD + Math.min(30, matrix.tall / 2 - 16)}px`
    pair.append(sign, box)
    return [pair]
  }))
  room.watcher?.disconnect()
  room.watcher = new ResizeObserver(() => matrices.forEach(matrix => matrix.redraw()))
  room.watcher.observe(room)
  matrices.forEach(matrix => matrix.redraw())
}
