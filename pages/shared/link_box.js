// A link to be taken along. Where the browser gives no clipboard, as without https, the selected text is copied.

async function copy(field) {
  field.select()
  try { await navigator.clipboard.writeText(field.value) } catch { document.execCommand("copy") }
}

export default ({ data, parentElement }) => {
  const field = parentElement.querySelector("input"), button = parentElement.querySelector("button")
  field.value = data.link
  field.setAttribute("aria-label", data.label)
  button.textContent = "Copy"
  field.onfocus = () => field.select()
  button.onclick = async () => {
    await copy(field)
    button.textContent = "Copied"
    setTimeout(() => { button.textContent = "Copy" }, 2000)
  }
}
