// A sheet of 28x28 cells to be painted by keyboard: the arrow keys move, the space bar paints, with shift it rubs out,
// and Enter asks the network. Held down while one moves, the space bar paints along the way. A mouse or a finger paints,
// too. What is on the sheet is the browser's until Enter: only then is it sent.

const SIDE = 28, CELL = 10
const MOVES = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }

class Sheet {
  constructor(root) {
    this.picture = root.querySelector("canvas")
    this.said = root.querySelector("[aria-live]")
    this.row = this.column = SIDE / 2
    this.cells = new Set()
    this.down = null // what moving does to the cells on the way: "paint", "rub", or null
    this.picture.addEventListener("keydown", event => this.key(event))
    this.picture.addEventListener("keyup", event => { if (event.key === " ") this.down = null })
    for (const change of ["focus", "blur"]) this.picture.addEventListener(change, () => { this.down = null; this.show() })
    this.picture.addEventListener("pointerdown", event => { this.picture.setPointerCapture(event.pointerId); this.touch(event) })
    this.picture.addEventListener("pointermove", event => { if (event.buttons & 1) this.touch(event) })
    this.picture.addEventListener("pointerup", () => this.ask())
    root.querySelector("[data-part=ask]").addEventListener("click", () => this.ask())
    root.querySelector("[data-part=wipe]").addEventListener("click", () => { this.cells.clear(); this.show(); this.ask() })
  }

  told(data, send) {
    this.send = send
    if (this.version !== data.version) {
      this.version = data.version // somebody has cleared it, or come back to the page
      this.cells = new Set(data.cells)
    }
    this.show()
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (MOVES[event.key]) this.move(...MOVES[event.key])
    else if (event.key === " ") this.press(event.shiftKey ? "rub" : "paint")
    else if (event.key === "Enter") this.ask()
    else return
    event.preventDefault() // or the page would scroll
    event.stopPropagation() // or a lesson would turn to its next step
  }

  move(rows, columns) {
    const within = n => Math.max(0, Math.min(SIDE - 1, n))
    this.row = within(this.row + rows)
    this.column = within(this.column + columns)
    if (this.down) this.change(this.down)
    this.tell()
  }

  press(what) {
    this.down = what
    this.change(what)
    this.tell()
  }

  touch(event) {
    const box = this.picture.getBoundingClientRect()
    const cell = (at, start, length) => Math.floor((at - start) / length * SIDE)
    this.row = Math.max(0, Math.min(SIDE - 1, cell(event.clientY, box.top, box.height)))
    this.column = Math.max(0, Math.min(SIDE - 1, cell(event.clientX, box.left, box.width)))
    this.change(event.shiftKey ? "rub" : "paint")
    this.show()
  }

  get here() { return this.row * SIDE + this.column }

  change(what) {
    if (what === "paint") this.cells.add(this.here)
    else this.cells.delete(this.here)
  }

  ask() { this.send([...this.cells]) }

  tell() {
    this.said.textContent = `Row ${this.row + 1}, column ${this.column + 1}, ${this.cells.has(this.here) ? "ink" : "paper"}`
    this.show()
  }

  show() {
    const pen = this.picture.getContext("2d"), middle = cell => [cell % SIDE, Math.floor(cell / SIDE)].map(n => (n + 0.5) * CELL)
    pen.fillStyle = "#000"
    pen.fillRect(0, 0, SIDE * CELL, SIDE * CELL)
    pen.fillStyle = "#fff"
    for (const cell of this.cells) {
      pen.beginPath()
      pen.arc(...middle(cell), 1.1 * CELL, 0, 2 * Math.PI) // as the pen on the canvas: 22 pixels wide
      pen.fill()
    }
    pen.strokeStyle = "rgba(150, 160, 170, .28)"
    pen.lineWidth = 1
    pen.beginPath()
    for (let i = CELL; i < SIDE * CELL; i += CELL) {
      pen.moveTo(i, 0); pen.lineTo(i, SIDE * CELL)
      pen.moveTo(0, i); pen.lineTo(SIDE * CELL, i)
    }
    pen.stroke()
    if (document.activeElement !== this.picture) return
    pen.strokeStyle = "#f09a4a" // seen on ink and on paper
    pen.lineWidth = 3
    pen.strokeRect(this.column * CELL, this.row * CELL, CELL, CELL)
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".cells")
  root.sheet ??= new Sheet(root)
  root.sheet.told(data, cells => setTriggerValue("painted", cells))
}
