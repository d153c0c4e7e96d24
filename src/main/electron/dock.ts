/** Where the bar lies: always wholly on a screen, along one of its edges. Pure; all sizes in device-independent pixels. */

export interface Rectangle {
  x: number
  y: number
  width: number
  height: number
}

const within = (value: number, from: number, room: number) =>
  Math.round(Math.max(from, Math.min(value, from + Math.max(0, room))))

/** @returns `bounds` inside `area`, moved to the edge of it that is nearest. */
export const docked = (bounds: Rectangle, area: Rectangle): Rectangle => {
  const width = Math.min(bounds.width, area.width)
  const height = Math.min(bounds.height, area.height)
  const x = within(bounds.x, area.x, area.width - width)
  const y = within(bounds.y, area.y, area.height - height)
  const right = area.x + area.width - width
  const bottom = area.y + area.height - height
  const edges = [
    { away: y - area.y, x, y: area.y },
    { away: bottom - y, x, y: bottom },
    { away: x - area.x, x: area.x, y },
    { away: right - x, x: right, y },
  ]
  const nearest = edges.reduce((best, edge) => (edge.away < best.away ? edge : best))
  return { x: nearest.x, y: nearest.y, width, height }
}
