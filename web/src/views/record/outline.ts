type Position = [number, number]

export interface Outline {
  path: string
  width: number
  height: number
  centre: [string, string]
}

const isPosition = (value: unknown): value is Position =>
  Array.isArray(value) && typeof value[0] === 'number' && typeof value[1] === 'number'

/** All rings of a geometry, however deeply the coordinates are nested. */
function rings(coordinates: unknown): Position[][] {
  if (!Array.isArray(coordinates)) return []
  if (isPosition(coordinates)) return [[coordinates]]
  if (coordinates.length && coordinates.every(isPosition)) return [coordinates]
  return coordinates.flatMap(rings)
}

/** A GeoJSON geometry in degrees as an SVG path, north up, in true proportion at its latitude. */
export function outline(shape: unknown): Outline | undefined {
  if (!shape || typeof shape !== 'object' || !('coordinates' in shape)) return undefined
  const lines = rings(shape.coordinates)
  const points = lines.flat()
  if (!points.length) return undefined
  const east = points.map((point) => point[0])
  const north = points.map((point) => point[1])
  const [west, south] = [Math.min(...east), Math.min(...north)]
  const [right, top] = [Math.max(...east), Math.max(...north)]
  const centre: [string, string] = [((west + right) / 2).toFixed(5), ((south + top) / 2).toFixed(5)]
  const shrink = Math.cos((Number(centre[1]) * Math.PI) / 180)
  const scale = 200 / Math.max((right - west) * shrink, top - south, 1e-9)
  const place = ([x, y]: Position) =>
    `${((x - west) * shrink * scale).toFixed(1)} ${((top - y) * scale).toFixed(1)}`
  const path = lines
    .filter((line) => line.length > 2)
    .map((line) => `M${line.map(place).join('L')}Z`)
    .join('')
  const width = Math.max((right - west) * shrink * scale, 1)
  return { path, width, height: Math.max((top - south) * scale, 1), centre }
}
