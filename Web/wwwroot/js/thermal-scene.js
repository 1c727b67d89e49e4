// Degrees for an emissivity and a reflected temperature, computed from the apparent ones (emissivity 1) a frame holds:
// back to the camera's signal S, the reflected share taken off, forward again. T = B / ln(R1 / (R2 (S + O)) + F) - 273.15.
const signal = (celsius, { r1, r2, b, f, o }) => r1 / (r2 * (Math.exp(b / (celsius + 273.15)) - f)) - o;

function celsius(s, { r1, r2, b, f, o }) {
  const x = s + o, argument = r1 / (r2 * x) + f;
  return x > 0 && argument > 1 ? b / Math.log(argument) - 273.15 : NaN;
}

/** Object temperature, C; NaN where the formula has no value. */
export const temperature = (apparent, camera, { emissivity, reflected }) =>
  celsius(signal(apparent, camera) / emissivity - (1 - emissivity) / emissivity * signal(reflected, camera), camera);

/**
 * Pixels, range and unit of a frame as people said it is to be shown: with another scale (which moves the range and may change the unit), or for a scene; nothing said: as it was read.
 * What is only relative stays so, whatever is said.
 */
export function asSaid(read, { camera, scene, scale }) {
  if (!scale || read.unit === 'relative') return { ...withScene(read, camera, scene), unit: read.unit };
  return { pixels: read.pixels, low: scale.gain * read.low + scale.offset, high: scale.gain * read.high + scale.offset, unit: scale.unit };
}

/** Pixels and range of a frame for a scene; null: as it was read. A value the formula has no answer for becomes the lowest there is. */
function withScene({ pixels, low, high }, camera, scene) {
  if (!camera || !scene) return { pixels, low, high };
  const table = Float64Array.from({ length: 65536 }, (_, p) => temperature(low + p / 65535 * (high - low), camera, scene));
  const known = table.filter(Number.isFinite);
  if (known.length === 0) return { pixels, low, high };
  const least = known.reduce((a, v) => Math.min(a, v), Infinity), most = known.reduce((a, v) => Math.max(a, v), -Infinity), gain = 65535 / (most - least || 1);
  const moved = Uint16Array.from(table, v => Number.isFinite(v) ? Math.round((v - least) * gain) : 0);
  return { pixels: pixels.map(p => moved[p]), low: least, high: most };
}
