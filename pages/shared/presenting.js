// The time of day, and how long one has been presenting.

const two = n => String(n).padStart(2, "0")

export default function ({ parentElement }) {
  const clock = parentElement.querySelector(".clock")
  window.presentingSince ??= Date.now()
  const show = () => {
    const now = new Date(), minutes = Math.floor((now - window.presentingSince) / 60000)
    clock.textContent = `${two(now.getHours())}:${two(now.getMinutes())} · ${minutes} min`
  }
  show()
  const timer = setInterval(show, 1000)
  return () => clearInterval(timer)
}
