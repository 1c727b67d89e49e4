// Reads a thermal frame: a 16-bit grey PNG whose text says its scale (value = Low + pixel / 65535 * (High - Low)). Browsers would cut such a picture to 8 bits.
const signature = 0x89504e47;

/** @returns {Promise<{width: number, height: number, pixels: Uint16Array, low: number, high: number, unit: string}>} */
export async function readFrame(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The thermal values could not be loaded (${response.status}).`);
  const bytes = await response.arrayBuffer(), view = new DataView(bytes);
  if (bytes.byteLength < 8 || view.getUint32(0) !== signature) throw new Error('The thermal values are damaged: no PNG.');
  const texts = {}, parts = [];
  let width = 0, height = 0;
  for (let at = 8; at + 12 <= bytes.byteLength;) {
    const length = view.getUint32(at), type = ascii(bytes, at + 4, 4), from = at + 8;
    if (type === 'IHDR') {
      [width, height] = [view.getUint32(from), view.getUint32(from + 4)];
      if (view.getUint8(from + 8) !== 16 || view.getUint8(from + 9) !== 0) throw new Error('The thermal values are no 16-bit grey picture.');
    } else if (type === 'tEXt') {
      const [key, value] = ascii(bytes, from, length).split('\0');
      texts[key] = value;
    } else if (type === 'IDAT') parts.push(new Uint8Array(bytes, from, length));
    at = from + length + 4;
  }
  const lines = new Uint8Array(await new Response(new Blob(parts).stream().pipeThrough(new DecompressionStream('deflate'))).arrayBuffer());
  return { width, height, pixels: unfilter(lines, width, height), low: Number(texts.Low), high: Number(texts.High), unit: texts.Unit };
}

const ascii = (bytes, from, length) => String.fromCharCode(...new Uint8Array(bytes, from, length));

// PNG specification, section 9: each line begins with its filter; two bytes a pixel.
function unfilter(lines, width, height) {
  const stride = width * 2, pixels = new Uint16Array(width * height);
  let above = new Uint8Array(stride);
  for (let y = 0; y < height; y++) {
    const filter = lines[y * (stride + 1)], line = lines.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1));
    for (let x = 0; x < stride; x++) {
      const left = x < 2 ? 0 : line[x - 2], up = above[x], corner = x < 2 ? 0 : above[x - 2];
      line[x] += filter === 0 ? 0 : filter === 1 ? left : filter === 2 ? up : filter === 3 ? (left + up) >> 1 : paeth(left, up, corner);
    }
    for (let x = 0; x < width; x++) pixels[y * width + x] = line[2 * x] << 8 | line[2 * x + 1];
    above = line;
  }
  return pixels;
}

function paeth(left, up, corner) {
  const p = left + up - corner, a = Math.abs(p - left), b = Math.abs(p - up), c = Math.abs(p - corner);
  return a <= b && a <= c ? left : b <= c ? up : corner;
}
