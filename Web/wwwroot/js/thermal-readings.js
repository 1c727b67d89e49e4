// Readings of a frame: a spot (3 x 3 pixels), a box or a line, in the frame's unit.
const decimals = { celsius: 1, counts: 0, relative: 0 };
const words = { celsius: '°C', counts: 'counts', relative: '(relative)' };

export const format = (value, unit) => `${value.toFixed(decimals[unit] ?? 1)} ${words[unit] ?? ''}`.trim();

export function measure(frame, { kind, from, to }) {
  let [pixels, min, max, sum] = [0, Infinity, -Infinity, 0];
  const add = (x, y) => {
    if (x < 0 || y < 0 || x >= frame.width || y >= frame.height) return;
    const value = frame.low + frame.pixels[y * frame.width + x] / 65535 * (frame.high - frame.low);
    [pixels, min, max, sum] = [pixels + 1, Math.min(min, value), Math.max(max, value), sum + value];
  };
  const [x0, y0, x1, y1] = [from.x, from.y, to.x, to.y];
  if (kind === 'line') {
    const steps = Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0), 1);
    for (let i = 0; i <= steps; i++) add(Math.round(x0 + (x1 - x0) * i / steps), Math.round(y0 + (y1 - y0) * i / steps));
  } else {
    const grow = kind === 'spot' ? 1 : 0;
    for (let y = Math.min(y0, y1) - grow; y <= Math.max(y0, y1) + grow; y++)
      for (let x = Math.min(x0, x1) - grow; x <= Math.max(x0, x1) + grow; x++) add(x, y);
  }
  return { pixels, min, mean: sum / pixels, max };
}

export function csv(frame, readings, scene, guessed = false) {
  const rows = readings.map((r, i) => { const m = measure(frame, r); return [i + 1, r.kind, r.from.x, r.from.y, r.to.x, r.to.y, m.pixels, m.min.toFixed(3), m.mean.toFixed(3), m.max.toFixed(3), guessed ? `${frame.unit} (scale guessed)` : frame.unit, scene?.emissivity ?? '', scene?.reflected ?? '']; });
  return ['number,kind,x0,y0,x1,y1,pixels,min,mean,max,unit,emissivity,reflected_celsius', ...rows.map(r => r.join(','))].join('\r\n') + '\r\n';
}
