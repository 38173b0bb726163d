// Charts are drawn in the colours of the theme that the page was made in. When the visitor, or the evening, changes it,
// Streamlit recolours its own parts alone: so the page is asked for once more.

const app = () => document.querySelector('[data-testid="stApp"]')
const shown = () => getComputedStyle(app()).colorScheme

export default function ({ data, setTriggerValue }) {
  window.themeAsked ??= data.theme // each change is told once, so that a page of another opinion is not asked for ever
  window.compareThemes = () => {
    if (shown() === window.themeAsked) return
    window.themeAsked = shown()
    setTriggerValue("shown", window.themeAsked)
  }
  if (!window.themeObserver) {
    window.themeObserver = new MutationObserver(() => window.compareThemes())
    window.themeObserver.observe(app(), { attributes: true, attributeFilter: ["class"] })
  }
  window.compareThemes()
}
