// What Streamlit leaves out for who works by keyboard. A region that scrolls can be focused, or nobody could scroll it
// without a mouse. And no single key does anything by itself: Streamlit would run the page anew at r, and at c ask whether
// to forget what it has computed, also when somebody dictates, or a cat walks by (WCAG 2.2, 2.1.4).

const SCROLLS = ".katex-display, .stCode pre, .matrices"
const TYPING = "input, textarea, select, [contenteditable]"

function reach() {
  for (const part of document.querySelectorAll(SCROLLS)) {
    const scrolls = part.scrollWidth > part.clientWidth + 1
    if (scrolls !== part.hasAttribute("tabindex")) scrolls ? part.setAttribute("tabindex", "0") : part.removeAttribute("tabindex")
  }
}

function silence(event) {
  const plain = !(event.ctrlKey || event.metaKey || event.altKey)
  if (plain && ["r", "c"].includes(event.key.toLowerCase()) && !event.target.closest?.(TYPING)) event.stopPropagation()
}

export default function () {
  if (window.reaches) return
  window.reaches = true
  window.addEventListener("keydown", silence, true)
  let waiting = false
  const later = () => {
    if (waiting) return
    waiting = true
    setTimeout(() => { waiting = false; reach() }, 300)
  }
  new MutationObserver(later).observe(document.body, { childList: true, subtree: true })
  window.addEventListener("resize", later)
  later()
}
