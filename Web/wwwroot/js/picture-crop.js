// Cuts a crop out of a picture by a transform, perspective included, and compares the brightness of two crops.

/**
 * The crop as a square canvas; each pixel is the mean of what it covers, and transparent where the picture does not reach.
 * @param size of the picture itself, pixels; the image may be a smaller copy.
 * @param fromCrop nine numbers, row by row: where places of the crop, in shares of its sides, lie in the picture, its pixels.
 */
export function cropped(image, size, fromCrop, side) {
  const [width, height] = [image.naturalWidth, image.naturalHeight], source = pixelsOf(image, width, height), m = fromCrop;
  const at = (u, v) => { const w = m[6] * u + m[7] * v + m[8]; return w > 0 ? [(m[0] * u + m[1] * v + m[2]) / w * width / size.width, (m[3] * u + m[4] * v + m[5]) / w * height / size.height] : [-1, -1]; };
  const [a, b] = [at(.5, .5), at(.5 + 1 / side, .5)], samples = Math.min(8, Math.max(1, Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) - .01)));
  const result = new ImageData(side, side), to = result.data, all = samples * samples;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const sum = [0, 0, 0], o = 4 * (y * side + x);
      let inside = 0;
      for (let k = 0; k < all; k++) {
        const [px, py] = at((x + (k % samples + .5) / samples) / side, (y + (Math.floor(k / samples) + .5) / samples) / side);
        if (px < 0 || py < 0 || px > width || py > height) continue;
        inside++;
        mix(source, width, height, px - .5, py - .5, sum);
      }
      if (inside * 2 < all) continue;
      for (let c = 0; c < 3; c++) to[o + c] = sum[c] / inside;
      to[o + 3] = 255;
    }
  }
  return painted(result);
}

/** Adds what lies at a place between pixels; the edge is repeated. */
function mix(source, width, height, x, y, sum) {
  const [x0, y0] = [Math.floor(x), Math.floor(y)], [fx, fy] = [x - x0, y - y0];
  for (const [dx, dy, part] of [[0, 0, (1 - fx) * (1 - fy)], [1, 0, fx * (1 - fy)], [0, 1, (1 - fx) * fy], [1, 1, fx * fy]]) {
    const i = 4 * (Math.min(Math.max(y0 + dy, 0), height - 1) * width + Math.min(Math.max(x0 + dx, 0), width - 1));
    for (let c = 0; c < 3; c++) sum[c] += source[i + c] * part;
  }
}

/**
 * Absolute difference of the brightness of two pictures (luma of Rec. 709: red .2126, green .7152, blue .0722 of the stored values).
 * @param table 256 colours for differences of 0 to full.
 * @returns picture (transparent where one of them is), mean of 0..255 levels, and the share of pixels that both have.
 */
export function difference(one, other, side, table, full) {
  const [a, b] = [one, other].map(p => pixelsOf(p, side, side)), image = new ImageData(side, side), words = new Uint32Array(image.data.buffer);
  let [sum, known] = [0, 0];
  for (let i = 0; i < words.length; i++) {
    if (a[4 * i + 3] < 255 || b[4 * i + 3] < 255) continue;
    const by = Math.abs(brightness(a, 4 * i) - brightness(b, 4 * i));
    sum += by; known++;
    words[i] = table[Math.min(255, Math.round(by / full * 255))];
  }
  return { picture: painted(image), mean: known > 0 ? sum / known : NaN, share: known / words.length };
}

const brightness = (data, i) => .2126 * data[i] + .7152 * data[i + 1] + .0722 * data[i + 2];

function pixelsOf(picture, width, height) {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  context.drawImage(picture, 0, 0, width, height);
  return context.getImageData(0, 0, width, height).data;
}

function painted(image) {
  const canvas = new OffscreenCanvas(image.width, image.height);
  canvas.getContext('2d').putImageData(image, 0, 0);
  return canvas;
}
