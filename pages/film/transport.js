// The film's slider with its buttons. The browser owns the moment that is wanted: it moves at once, also while the
// charts of an earlier moment are on their way. The next moment is asked for when the last one has been answered, and
// those in between are left out, so a slow server makes a film of fewer pictures, but never of late ones.

const PATIENCE = 4000 // milliseconds until an answer counts as lost
const PICTURES = 25 // a second, if the charts keep up
const SHORTEST = 4, LONGEST = 20 // seconds of a whole film at normal speed
const CALM = matchMedia("(prefers-reduced-motion: reduce)"), REST = 500 // milliseconds that each picture then stands

const number = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 })

function nearest(places, place) {
  let best = 0
  for (let i = 1; i < places.length; i++)
    if (Math.abs(places[i] - place) < Math.abs(places[best] - place)) best = i
  return best
}

class Transport {
  constructor(root) {
    this.root = root
    this.part = name => root.querySelector(`[data-part="${name}"]`)
    this.slider = this.part("slider")
    const press = (name, action) => this.part(name).addEventListener("click", action)
    press("play", () => this.toggle())
    press("first", () => this.grab(0))
    press("back", () => this.step(-1))
    press("forward", () => this.step(1))
    press("last", () => this.toEnd())
    press("follow", () => this.toEnd())
    this.slider.addEventListener("input", () => this.grab(nearest(this.places, Number(this.slider.value))))
    this.part("speed").addEventListener("change", event => { this.speed = Number(event.target.value); this.want() })
    root.addEventListener("keydown", event => this.key(event))
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target === this.part("speed")) return
    const far = event.shiftKey ? 10 : 1
    const action = {
      " ": () => this.toggle(),
      ArrowLeft: () => this.step(-far),
      ArrowRight: () => this.step(far),
      ArrowDown: () => this.step(-far),
      ArrowUp: () => this.step(far),
      PageDown: () => this.step(-10),
      PageUp: () => this.step(10),
      Home: () => this.grab(0),
      End: () => this.toEnd(),
    }[event.key]
    if (!action) return
    event.preventDefault() // also a button's own click by the space bar
    action()
  }

  // What the page says -------------------------------------------------------------------------------------------------

  told(data, send) {
    this.send = send
    const fresh = this.run !== data.run
    const place = fresh ? data.at : this.places[this.at]
    Object.assign(this, { run: data.run, places: data.places, end: data.end, training: data.training, unit: data.unit })
    if (fresh) {
      Object.assign(this, { following: data.following, speed: data.speed, asked: data.answered, waiting: null })
      this.pause()
      this.part("speed").value = String(data.speed)
    }
    this.at = this.following ? this.last : nearest(this.places, place)
    this.part("where").style.minWidth = `${this.said(this.end).length}ch` // room for the longest from the start
    if (this.waiting !== null && data.answered >= this.waiting) {
      this.waiting = null
      requestAnimationFrame(() => { if (this.behind) this.want() })
    }
    this.show()
  }

  get last() { return this.places.length - 1 }

  // What the visitor wants ---------------------------------------------------------------------------------------------

  grab(i) {
    this.pause()
    this.moveTo(i)
  }

  step(by) { this.grab(this.at + by) }

  toEnd() {
    this.pause()
    this.following = true
    this.at = this.last
    this.show()
    this.want()
  }

  moveTo(i) {
    this.at = Math.max(0, Math.min(this.last, i))
    this.following = this.at === this.last && !this.training
    this.show()
    this.want()
  }

  toggle() {
    if (this.playing) return this.pause()
    if (this.last < 1) return
    if (this.at === this.last) this.moveTo(0)
    this.following = false
    this.playing = true
    let exact = this.places[this.at], before = performance.now() // in updates: the list of places may get shorter
    let turned = before
    const tick = now => {
      if (!this.playing || !this.root.isConnected) return
      const seconds = Math.max(SHORTEST, Math.min(LONGEST, this.places.length / PICTURES))
      exact += Math.min(now - before, 200) / 1000 / seconds * this.places[this.last] * this.speed
      before = now
      if (exact >= this.places[this.last]) return this.toEnd()
      let i = this.at
      while (this.places[i + 1] <= exact) i++
      if (i > this.at && (!CALM.matches || now - turned >= REST)) {
        turned = now
        this.moveTo(i)
      }
      requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
    this.show()
  }

  pause() {
    this.playing = false
    this.show()
  }

  want() {
    const now = performance.now()
    this.behind = this.waiting !== null && now - this.sent < PATIENCE
    if (this.behind) {
      clearTimeout(this.later)
      this.later = setTimeout(() => { if (this.behind && this.root.isConnected) this.want() }, PATIENCE)
      return
    }
    this.waiting = this.asked = this.asked + 1
    this.sent = now
    this.send({ at: this.following ? null : this.places[this.at], speed: this.speed, asked: this.asked })
  }

  // What the visitor sees ----------------------------------------------------------------------------------------------

  said(place) { return `${this.unit} ${number.format(Math.floor(place))} of ${number.format(Math.floor(this.end))}` }

  show() {
    if (!this.places) return
    const place = this.places[this.at], percent = x => `${100 * Math.min(1, x / (this.end || 1))}%`
    this.slider.max = this.end
    this.slider.value = place
    this.slider.disabled = this.last < 1
    this.slider.style.setProperty("--at", percent(place))
    this.slider.style.setProperty("--recorded", percent(this.places[this.last]))
    const said = this.said(place)
    this.slider.setAttribute("aria-valuetext", said)
    this.part("where").textContent = said
    this.root.classList.toggle("playing", Boolean(this.playing))
    const play = this.part("play"), name = this.playing ? "Pause" : "Play"
    if (play.getAttribute("aria-label") !== name) { play.setAttribute("aria-label", name); play.title = `${name} (space)` }
    for (const [part, off] of [["first", this.at === 0], ["back", this.at === 0], ["forward", this.at === this.last],
      ["last", this.at === this.last && (this.following || !this.training)], ["play", this.last < 1]])
      this.part(part).setAttribute("aria-disabled", String(off)) // not disabled: the focus, and the keys, would be lost
    const follow = this.part("follow")
    follow.classList.toggle("unseen", !this.training)
    follow.setAttribute("aria-pressed", String(Boolean(this.following)))
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".transport")
  root.transport ??= new Transport(root)
  root.transport.told(data, wanted => setTriggerValue("moved", wanted))
}
