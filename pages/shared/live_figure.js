// One Plotly chart that is updated in place: no flicker, and the zoom stays. A draw that is still going on is not
// interrupted; the newest figure that has arrived meanwhile is drawn next, and those in between are left out.

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

// Plotly only looks at the window's size; a chart drawn while a sidebar closes would keep the width of that moment, and
// where nothing is drawn no click is heard.
function fit(chart) {
  const { width, height } = chart._fullLayout ?? {}
  const off = Math.max(Math.abs(chart.clientWidth - width), Math.abs(chart.clientHeight - height))
  if (chart.isConnected && chart.clientWidth && off > 1.5) window.Plotly.Plots.resize(chart)
}

// In presenter's mode (presenting.py) the type of a chart grows as that of the page does, and so does its height.
const by = large => large ? Math.max(20.6, Math.min(34, window.innerWidth * 0.0161)) / 16 : 1

function grown(part, times) {
  for (const [name, value] of Object.entries(part)) {
    if (name.endsWith("font") && value?.size) value.size = Math.max(18, value.size * times)
    else if (value && typeof value === "object" && !value.bdata) grown(value, times)
  }
}

function heightOf({ height, large }) {
  return large && /^\d+px$/.test(height) ? `${Math.round(parseInt(height) * by(large))}px` : height
}

async function drawNewest(chart) {
  if (chart.drawing) return
  chart.drawing = true
  try {
    while (chart.newest) {
      const { figure, library: address, large, sprites } = chart.newest
      chart.newest = null
      const plotly = await library(address)
      if (!chart.isConnected) return
      const { data, layout } = JSON.parse(figure)
      if (large) grown({ data, layout }, by(large))
      await plotly.react(chart, data, { ...layout, autosize: true }, { displayModeBar: false, responsive: true, showTips: false })
      if (!chart.listening) {
        chart.listening = true
        chart.on("plotly_click", ({ points }) => chart.pick(points[0].customdata))
        chart.on("plotly_afterplot", () => drawSprites(chart))
        chart.on("plotly_relayouting", () => drawSprites(chart))
        chart.on("plotly_relayout", changed => chart.look(changed))
        new ResizeObserver(() => fit(chart)).observe(chart)
      }
      await showSprites(chart, sprites)
    }
  } finally {
    chart.drawing = false
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const chart = parentElement.querySelector(".live-figure"), numbers = parentElement.querySelector(".to-numbers")
  chart.style.height = heightOf(data) // from the first moment, so that nothing below it moves
  chart.setAttribute("aria-label", data.alt)
  chart.setAttribute("role", "img") // only now: a picture without a name is worse than none
  window.chartsNamed ??= 0
  chart.id ||= `chart-${++window.chartsNamed}`
  numbers.setAttribute("aria-describedby", chart.id) // whose numbers they are
  numbers.onclick = () => showNumbers(numbers.parentElement, data.figure, data.alt)
  chart.classList.toggle("clickable", data.clickable)
  chart.pick = picked => data.clickable && picked !== undefined && setTriggerValue("picked", picked)
  chart.look = changed => {
    if (!data.zooms || !Object.keys(changed).some(name => /^[xy]axis\./.test(name))) return
    const { xaxis, yaxis } = chart._fullLayout
    setTriggerValue("viewed", [...xaxis.range, ...yaxis.range])
  }
  chart.newest = data
  drawNewest(chart)
  return () => { if (window.Plotly && !chart.isConnected) window.Plotly.purge(chart) }
}
