// Small pictures at their places on a chart (sprites.py), drawn on a canvas under it: as large as there is room for, so
// they grow as one zooms in. Ink is opaque and paper clear, so they may lie over each other, on any background.

const SMALLEST = 11, LARGEST = 56 // pixels of a side

// The sheet once for each colour would be large; each picture is coloured at its own place instead.
async function colouredSheet({ sheet, side, columns, palette, colour }) {
  const image = new Image()
  image.src = sheet
  await image.decode()
  const canvas = document.createElement("canvas")
  canvas.width = image.width
  canvas.height = image.height
  const context = canvas.getContext("2d", { willReadFrequently: true })
  context.drawImage(image, 0, 0)
  const ink = context.getImageData(0, 0, canvas.width, canvas.height), { data, width } = ink
  const rgb = palette.map(name => [1, 3, 5].map(at => parseInt(name.slice(at, at + 2), 16)))
  colour.forEach((kind, i) => {
    const left = i % columns * side, top = Math.floor(i / columns) * side, [r, g, b] = rgb[kind]
    for (let y = top; y < top + side; y++) for (let x = left; x < left + side; x++) {
      const at = 4 * (y * width + x), grey = data[at]
      data[at] = r
      data[at + 1] = g
      data[at + 2] = b
      data[at + 3] = grey
    }
  })
  context.putImageData(ink, 0, 0)
  return canvas
}

function canvasUnder(chart) {
  const room = chart.parentElement
  let canvas = room.querySelector("canvas.sprites")
  if (!canvas) {
    canvas = document.createElement("canvas")
    canvas.className = "sprites"
    canvas.setAttribute("aria-hidden", "true") // the chart above it says what it shows
    room.prepend(canvas)
  }
  return canvas
}

function drawSprites(chart) {
  const sprites = chart.sprites, sheet = chart.spriteSheet, layout = chart._fullLayout
  if (!sprites || !sheet || !layout?.xaxis) return
  const { xaxis, yaxis } = layout, canvas = canvasUnder(chart), fine = window.devicePixelRatio || 1
  const wide = xaxis._length, high = yaxis._length
  Object.assign(canvas.style, { left: `${xaxis._offset}px`, top: `${yaxis._offset}px`, width: `${wide}px`, height: `${high}px` })
  canvas.width = Math.round(wide * fine)
  canvas.height = Math.round(high * fine)
  const context = canvas.getContext("2d")
  context.scale(fine, fine)
  const places = sprites.x.map((x, i) => [xaxis.c2p(x), yaxis.c2p(sprites.y[i])])
  const here = places.map(([x, y], i) => i).filter(i => {
    const [x, y] = places[i]
    return x > -LARGEST && y > -LARGEST && x < wide + LARGEST && y < high + LARGEST
  })
  const size = Math.max(SMALLEST, Math.min(LARGEST, 0.95 * Math.sqrt(wide * high / Math.max(1, here.length))))
  chart.spriteSize = size
  const { side, columns } = sprites, marked = new Set(sprites.marked)
  const frame = (i, width, opacity) => {
    const [x, y] = places[i], half = size * 0.42
    context.globalAlpha = opacity
    context.strokeStyle = sprites.frame
    context.lineWidth = width
    context.strokeRect(x - half, y - half, 2 * half, 2 * half)
    context.globalAlpha = 1
  }
  for (const i of here) {
    const [x, y] = places[i]
    context.drawImage(sheet, i % columns * side, Math.floor(i / columns) * side, side, side,
      x - size / 2, y - size / 2, size, size)
    if (marked.has(i)) frame(i, 1.2, 0.6)
  }
  if (here.includes(sprites.chosen)) frame(sprites.chosen, 3.5, 1)
}

async function showSprites(chart, sprites) {
  if (!sprites) return
  chart.wantedSprites = sprites
  const same = chart.sprites && ["sheet", "palette", "colour"].every(
    name => String(chart.sprites[name]) === String(sprites[name]))
  const sheet = same ? chart.spriteSheet : await colouredSheet(sprites)
  if (chart.wantedSprites !== sprites) return // others have come meanwhile
  chart.sprites = sprites
  chart.spriteSheet = sheet
  drawSprites(chart)
}
