// The alignment lab's hands: paints the thermal picture and tells the page what pointers and keys do to points. Where points are, and how the pictures lie on each other, is decided there.
import { readFrame } from './thermal-frame.js';
import { colours, names } from './thermal-palettes.js';
import { makeRange } from './thermal-range.js';

const clamp = (v, low, high) => Math.min(Math.max(v, low), high);

export async function attach(root, frameUrl, page) {
  const end = new AbortController(), on = (type, act, target = root) => target.addEventListener(type, act, { signal: end.signal });
  const resize = new ResizeObserver(fit);
  let drag = null, busy = false, waiting = null;

  /** One movement at a time; of those that come meanwhile the last counts. */
  async function move(side, index, x, y, further) {
    if (busy) { waiting = [side, index, x, y, further && (waiting?.[4] ?? true)]; return; }
    busy = true;
    try { await page.invokeMethodAsync('MoveAsync', side, index, x, y, further); } finally {
      busy = false;
      if (waiting) { const next = waiting; waiting = null; move(...next); }
    }
  }
  const sideOf = layer => layer.dataset.side === 'Thermal' ? 0 : 1;
  function placeIn(layer, event) {
    const box = layer.getBoundingClientRect();
    return { x: clamp((event.clientX - box.left) / box.width, 0, 1) * layer.dataset.width, y: clamp((event.clientY - box.top) / box.height, 0, 1) * layer.dataset.height };
  }
  on('pointerdown', event => {
    const pin = event.target.closest('[data-pin]');
    if (!pin || event.button !== 0) return;
    pin.focus();
    pin.setPointerCapture(event.pointerId);
    drag = { pin, layer: pin.closest('[data-side]'), started: false, x: event.clientX, y: event.clientY };
    event.preventDefault();
  });
  on('pointermove', event => {
    if (!drag || (!drag.started && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < 2)) return;
    const p = placeIn(drag.layer, event);
    [drag.pin.style.left, drag.pin.style.top] = [`${100 * p.x / drag.layer.dataset.width}%`, `${100 * p.y / drag.layer.dataset.height}%`];
    move(sideOf(drag.layer), Number(drag.pin.dataset.pin), p.x, p.y, drag.started);
    drag.started = true;
  });
  for (const type of ['pointerup', 'pointercancel']) on(type, () => { drag = null; });
  on('click', event => {
    const layer = event.target.closest('[data-side]');
    if (!layer || event.target.closest('[data-pin]')) return;
    const p = placeIn(layer, event);
    page.invokeMethodAsync('AddAsync', sideOf(layer), p.x, p.y);
  });
  async function remove(pin) {
    const layer = pin.closest('[data-side]'), index = Number(pin.dataset.pin);
    await page.invokeMethodAsync('RemoveAsync', index);
    (layer.querySelector(`[data-pin="${index}"]`) ?? layer.querySelector(`[data-pin="${index - 1}"]`))?.focus(); // or the keys would go nowhere
  }
  on('keydown', event => {
    const pin = event.target.closest('[data-pin]'), typing = event.target.closest('input, select, textarea, [contenteditable]'), command = event.ctrlKey || event.metaKey, key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const arrows = pin && !command && { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key], by = event.shiftKey ? 10 : 1;
    if (arrows) page.invokeMethodAsync('NudgeAsync', sideOf(pin.closest('[data-side]')), Number(pin.dataset.pin), arrows[0] * by, arrows[1] * by, event.repeat);
    else if (pin && (key === 'Delete' || key === 'Backspace')) remove(pin);
    else if (typing) return;
    else if (command && key === 'z' && !event.shiftKey) page.invokeMethodAsync('UndoAsync');
    else if (command && (key === 'y' || key === 'z')) page.invokeMethodAsync('RedoAsync');
    else if (!command && key === 'n') page.invokeMethodAsync('AddMiddleAsync');
    else if (!command && key === 'b') root.querySelector('[data-blink]').click();
    else return;
    event.preventDefault();
  }, document);

  /** The overlay is a box of thermal pixels, as large as there is room. */
  function fit() {
    const view = root.querySelector('[data-overlay]');
    view.style.setProperty('--fit', view.clientWidth / Number(root.querySelector('[data-side=Thermal]').dataset.width));
  }
  resize.observe(root.querySelector('[data-overlay]'));
  fit();
  try {
    const image = painted(await readFrame(frameUrl));
    for (const canvas of root.querySelectorAll('[data-heat]')) {
      [canvas.width, canvas.height] = [image.width, image.height];
      canvas.getContext('2d').putImageData(image, 0, 0);
    }
    root.dataset.ready = 'true';
  } catch (problem) {
    const say = root.querySelector('[data-say]');
    [say.className, say.textContent] = ['tp-notice', problem.message];
  }
  return { dispose() { end.abort(); resize.disconnect(); } };
}

/** In the palette chosen in the viewer, between the first and the last hundredth of the values. */
function painted(frame) {
  const name = localStorage.getItem('tp-palette'), table = colours(names.includes(name) ? name : names[0]);
  const range = makeRange(frame), entries = range.table('auto', range.quantile(.01), range.quantile(.99));
  const image = new ImageData(frame.width, frame.height), words = new Uint32Array(image.data.buffer);
  for (let i = 0; i < words.length; i++) words[i] = table[entries[frame.pixels[i]]];
  return image;
}
