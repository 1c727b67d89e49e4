// Which values get which colours: from low to high straight, or by rank (histogram equalisation).
const bins = 256;

export function makeRange(frame) {
  const histogram = new Uint32Array(bins), fine = new Uint32Array(4096);
  for (const p of frame.pixels) { histogram[p >> 8]++; fine[p >> 4]++; }
  const span = frame.high - frame.low || 1;
  const value = share => frame.low + share * span;
  const quantile = share => {
    let sum = 0;
    for (let i = 0; i < fine.length; i++) if ((sum += fine[i]) >= share * frame.pixels.length) return value(i / (fine.length - 1));
    return frame.high;
  };
  return {
    histogram, value, quantile,
    /** Values that the given shares of a box are below: where the face is, the background does not decide. */
    within({ x, y, width, height }, shares) {
      const counts = new Uint32Array(4096), [x0, y0] = [Math.max(0, Math.floor(x)), Math.max(0, Math.floor(y))];
      let all = 0;
      for (let row = y0; row < Math.min(frame.height, y + height); row++)
        for (let column = x0; column < Math.min(frame.width, x + width); column++) { counts[frame.pixels[row * frame.width + column] >> 4]++; all++; }
      return shares.map(share => { let sum = 0, i = 0; while (i < 4095 && (sum += counts[i]) < share * all) i++; return value(i / 4095); });
    },
    /** Palette entry 0..255 of each of the 65,536 pixel values. */
    table(mode, low, high) {
      const entries = new Uint8Array(65536);
      if (mode === 'equalised') {
        const ranks = new Float64Array(fine.length);
        let sum = 0;
        for (let i = 0; i < fine.length; i++) { ranks[i] = (sum + fine[i] / 2) / frame.pixels.length; sum += fine[i]; }
        for (let p = 0; p < 65536; p++) entries[p] = ranks[p >> 4] * 255;
        return entries;
      }
      const from = (low - frame.low) / span * 65535, gain = 255 / Math.max((high - low) / span * 65535, 1e-9);
      for (let p = 0; p < 65536; p++) entries[p] = Math.min(255, Math.max(0, (p - from) * gain + .5));
      return entries;
    },
  };
}
