// A chart of tiles that is updated in place, as live_figure.js does it, and that tells which tile was clicked.

function library(address) {
  window.plotlyLibrary ??= new Promise((resolve, reject) => {
    const script = document.createElement("script")
    script.src = new URL(address, document.baseURI)
    script.onload = () => resolve(window.Plotly)
    script.onerror = () => { window.plotlyLibrary = undefined; reject(new Error("Plotly could not be loaded")) }
    document.head.append(script)
  })
  return window.plotlyLibrary
}

async function drawNewest(chart) {
  if (chart.drawing) return
  chart.drawing = true
  try {
    while (chart.newest) {
      const { figure, library: address } = chart.newest
      chart.newest = null
      const plotly = await library(address)
      if (!chart.isConnected) return
      const { data, layout } = JSON.parse(figure)
      await plotly.react(chart, data, { ...layout, autosize: true }, { displayModeBar: false, responsive: true })
      if (!chart.listening) {
        chart.listening = true
        chart.on("plotly_click", ({ points }) => chart.pick(points[0].customdata))
      }
    }
  } finally {
    chart.drawing = false
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const chart = parentElement.querySelector(".tile-board")
  // as high as the width asks for, on any screen, from the first moment: nothing below it moves
  chart.style.height = `calc(100cqw / ${data.aspect} + ${data.foot}px)`
  chart.setAttribute("aria-label", data.alt)
  chart.pick = tile => setTriggerValue("picked", tile)
  chart.newest = data
  drawNewest(chart)
  return () => { if (window.Plotly && !chart.isConnected) window.Plotly.purge(chart) }
}
