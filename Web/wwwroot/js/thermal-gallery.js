// One colour scale for all thermal pictures of a list: the same temperature has the same colour in each, and in the viewer, which shares the range by its series' name.
import { readFrame } from './thermal-frame.js';
import { colours, names } from './thermal-palettes.js';
import { makeRange } from './thermal-range.js';
import { format } from './thermal-readings.js';
import { asSaid } from './thermal-scene.js';

const side = 160, decimals = { celsius: 1 };

export function attach(root, lockKey) {
  const part = name => root.querySelector(`[data-gallery-${name}]`), end = new AbortController();
  const [on, palette, low, high, words] = ['on', 'palette', 'low', 'high', 'words'].map(part);
  const frames = new Map(), listen = (target, type, act) => target.addEventListener(type, act, { signal: end.signal });
  const lock = () => JSON.parse(sessionStorage.getItem(lockKey) ?? 'null');
  const shown = () => [...root.querySelectorAll('[data-frame]')].filter(spot => spot.dataset.frame);
  const load = spot => {
    const key = `${spot.dataset.frame} ${spot.dataset.scene}`;
    if (!frames.has(key)) frames.set(key, readFrame(`/api/v1/files/${spot.dataset.frame}`).then(frame => {
      const range = makeRange(Object.assign(frame, asSaid(frame, JSON.parse(spot.dataset.scene || '{}'))));
      return { ...small(frame), unit: frame.unit, low: frame.low, high: frame.high, least: range.quantile(.01), most: range.quantile(.99) };
    }).catch(() => null));
    return frames.get(key);
  };
  async function paint(spot) {
    const wanted = lock(), frame = wanted && await load(spot), kept = lock();
    let canvas = spot.querySelector('canvas');
    if (!kept || !frame || frame.unit !== kept.unit) { canvas?.remove(); return; }
    canvas ??= spot.appendChild(document.createElement('canvas'));
    [canvas.width, canvas.height] = [frame.width, frame.height];
    const image = new ImageData(frame.width, frame.height), pixels = new Uint32Array(image.data.buffer), table = colours(palette.value);
    const from = (kept.low - frame.low) / (frame.high - frame.low || 1) * 65535, gain = 255 / Math.max((kept.high - kept.low) / (frame.high - frame.low || 1) * 65535, 1e-9);
    for (let i = 0; i < pixels.length; i++) pixels[i] = table[Math.min(255, Math.max(0, (frame.pixels[i] - from) * gain + .5)) | 0];
    canvas.getContext('2d').putImageData(image, 0, 0);
  }
  const seen = new IntersectionObserver(entries => { for (const entry of entries) if (entry.isIntersecting) paint(entry.target); }, { rootMargin: '200px' });
  function all() {
    const kept = lock();
    [on.checked, root.dataset.scaled] = [kept !== null, kept !== null];
    for (const field of [low, high, palette]) field.disabled = kept === null;
    if (kept) [low.value, high.value] = [kept.low, kept.high].map(v => v.toFixed(decimals[kept.unit] ?? 0));
    words.textContent = kept ? `${format(kept.low, kept.unit)} to ${format(kept.high, kept.unit)}; what is of another unit keeps its own colours` : '';
    seen.disconnect();
    for (const spot of shown()) seen.observe(spot); // tells of what is in view at once
  }
  async function begin() {
    const known = (await Promise.all(shown().map(load))).filter(f => f), unit = known.find(f => f.unit === 'celsius')?.unit ?? known[0]?.unit, same = known.filter(f => f.unit === unit);
    if (same.length > 0) sessionStorage.setItem(lockKey, JSON.stringify({ unit, low: Math.min(...same.map(f => f.least)), high: Math.max(...same.map(f => f.most)) }));
    all();
    if (same.length === 0) words.textContent = 'No thermal values here yet: come back in a moment.';
  }

  const kept = localStorage.getItem('tp-palette');
  palette.replaceChildren(...names.map(n => new Option(n, n, false, n === kept)));
  listen(palette, 'change', () => { localStorage.setItem('tp-palette', palette.value); all(); });
  listen(on, 'change', () => { if (on.checked) begin(); else { sessionStorage.removeItem(lockKey); for (const spot of shown()) spot.querySelector('canvas')?.remove(); all(); } });
  for (const field of [low, high]) listen(field, 'change', () => {
    const [a, b] = [Number(low.value), Number(high.value)];
    if (Number.isFinite(a) && Number.isFinite(b) && a < b) sessionStorage.setItem(lockKey, JSON.stringify({ ...lock(), low: a, high: b }));
    all();
  });
  const changes = new MutationObserver(records => { if (lock() && records.some(r => [...r.addedNodes, ...r.removedNodes].some(n => n.nodeName !== 'CANVAS'))) all(); }); // another page of the list
  changes.observe(root.querySelector('[data-gallery-list]'), { childList: true, subtree: true });
  if (on.checked && !lock()) begin(); else all(); // it may have been ticked before anybody listened
  return { dispose() { end.abort(); seen.disconnect(); changes.disconnect(); } };
}

/** Every so many pixels of a frame: enough for a thumbnail. */
function small({ width, height, pixels }) {
  const step = Math.max(1, Math.ceil(Math.max(width, height) / side)), [w, h] = [Math.ceil(width / step), Math.ceil(height / step)];
  const few = new Uint16Array(w * h);
  for (let y = 0; y < h; y++) for (let x = 0; x < w; x++) few[y * w + x] = pixels[y * step * width + x * step];
  return { width: w, height: h, pixels: few };
}
