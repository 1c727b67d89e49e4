// The thermal viewer: palettes, level and span, readings, isotherm, and the visible picture in step with it. Everything happens in the browser; the file is not changed.
import { readFrame } from './thermal-frame.js';
import { makeDrawing } from './thermal-draw.js';
import { colours, names } from './thermal-palettes.js';
import { csv, format, measure } from './thermal-readings.js';
import { makeRange } from './thermal-range.js';
import { asSaid } from './thermal-scene.js';
import { clamp, isFree, loaded, moveBy, openedBy, pinching, under, zoomBy as enlarge } from './picture-view.js';

const kinds = ['pan', 'spot', 'box', 'line'], layouts = ['side', 'slider', 'blink'];

/** @param about what the portal knows of the picture: camera (its calibration), scene (emissivity and reflected temperature to show), scale (from read to shown values), face (its box), each of which may be null; guessed: nobody has confirmed its degrees. */
export async function attach(root, frameUrl, visibleUrl, lockKey, about = {}) {
  const part = name => root.querySelector(`[data-${name}]`);
  const [thermal, visible, scale, list, hover] = ['thermal', 'visible', 'scale', 'readings', 'hover'].map(part);
  const end = new AbortController(), on = (target, type, act, options) => target.addEventListener(type, act, { signal: end.signal, ...options });
  let frame;
  try { frame = await readFrame(frameUrl); } catch (problem) { hover.textContent = problem.message; return { setScene() {}, dispose() {} }; }
  const photo = visibleUrl ? await loaded(visibleUrl) : null, read = { ...frame };
  let scene = about.scene ?? null;
  Object.assign(frame, asSaid(read, { ...about, scene }));
  const range = makeRange(frame), source = new OffscreenCanvas(frame.width, frame.height), paint = source.getContext('2d');
  const image = new ImageData(frame.width, frame.height), words = new Uint32Array(image.data.buffer);
  const state = { palette: localStorage.getItem('tp-palette') ?? 'ironbow', mode: 'auto', low: 0, high: 1, tool: 'pan', layout: 'side', split: .5, blink: false, zoom: 1, x: .5, y: .5, readings: [], anchor: null, cursor: { x: frame.width >> 1, y: frame.height >> 1 }, keyed: false };
  if (!names.includes(state.palette)) state.palette = names[0];
  let waiting = false, grip = null;
  const timer = setInterval(() => { if (state.layout === 'blink') { state.blink = !state.blink; draw(); } }, 700);

  const lock = { read: () => JSON.parse(sessionStorage.getItem(lockKey) ?? 'null'), write: v => v ? sessionStorage.setItem(lockKey, JSON.stringify(v)) : sessionStorage.removeItem(lockKey) };
  function setRange(mode, low, high) {
    state.mode = mode;
    if (mode === 'auto') [state.low, state.high] = [range.quantile(.01), range.quantile(.99)];
    if (mode === 'face') [state.low, state.high] = range.within(about.face, [.01, .99]);
    if (mode === 'full' || mode === 'equalised') [state.low, state.high] = [frame.low, frame.high];
    if (mode === 'manual') [state.low, state.high] = [low, Math.max(high, low + (frame.high - frame.low) / 1000)];
    if (part('lock').checked && mode !== 'equalised') lock.write({ unit: frame.unit, low: state.low, high: state.high });
    recolour();
  }
  function recolour() {
    const started = performance.now(), table = colours(state.palette), entries = range.table(state.mode, state.low, state.high), lookup = new Uint32Array(65536);
    for (let p = 0; p < 65536; p++) lookup[p] = table[entries[p]];
    if (part('isotherm').checked) {
      const [from, to] = [Number(part('iso-low').value), Number(part('iso-high').value)].map(v => Math.round((v - frame.low) / (frame.high - frame.low || 1) * 65535));
      for (let p = Math.max(0, from); p <= Math.min(65535, to); p++) lookup[p] = 0xff50dc28;
    }
    for (let i = 0; i < words.length; i++) words[i] = lookup[frame.pixels[i]];
    paint.putImageData(image, 0, 0);
    root.dataset.recolour = (performance.now() - started).toFixed(1);
    draw();
  }
  const { render, geometry } = makeDrawing({ root, thermal, visible, scale, frame, photo, source, range, state, ends: [part('low'), part('high')] });
  const draw = () => { if (!waiting) { waiting = true; requestAnimationFrame(() => { waiting = false; render(); }); } };

  function tell() {
    list.replaceChildren(...state.readings.map((r, i) => {
      const m = measure(frame, r), row = document.createElement('tr'), drop = document.createElement('button');
      for (const text of [`${i + 1} ${r.kind}`, ...[m.min, m.mean, m.max].map(v => format(v, frame.unit))]) row.append(Object.assign(document.createElement('td'), { textContent: text }));
      Object.assign(drop, { type: 'button', textContent: 'Remove', className: 'tp-link' }).addEventListener('click', () => { state.readings.splice(i, 1); tell(); draw(); });
      row.append(document.createElement('td'));
      row.lastChild.append(drop);
      return row;
    }));
    part('table').hidden = state.readings.length === 0;
  }
  function put(point) {
    if (state.tool === 'spot') state.readings.push({ kind: 'spot', from: point, to: point });
    else if (!state.anchor) { state.anchor = point; draw(); return; }
    else { state.readings.push({ kind: state.tool, from: state.anchor, to: point }); state.anchor = null; }
    tell(); draw();
  }
  const pixelAt = event => {
    const { x, y } = under(event, geometry());
    return { x: clamp(Math.floor(x), 0, frame.width - 1), y: clamp(Math.floor(y), 0, frame.height - 1) };
  };
  const say = p => { hover.textContent = `${format(measure(frame, { kind: 'box', from: p, to: p }).mean, frame.unit)} at ${p.x}, ${p.y}`; };
  function zoomBy(...by) { enlarge(state, ...by); draw(); }
  function move(dx, dy) { moveBy(state, dx, dy); draw(); }

  for (const canvas of [thermal, visible]) {
    const zoomAt = (by, event) => { const p = pixelAt(event); zoomBy(by, (p.x + .5) / frame.width, (p.y + .5) / frame.height); };
    const two = pinching(on, canvas, (by, middle) => { if (state.tool === 'pan') zoomAt(by, middle); });
    on(canvas, 'pointerdown', event => {
      canvas.setPointerCapture(event.pointerId);
      const splitting = state.layout === 'slider' && photo && state.tool === 'pan';
      grip = { x: event.clientX, y: event.clientY, splitting };
      if (state.tool !== 'pan') { state.cursor = pixelAt(event); state.keyed = false; put(state.cursor); }
    });
    on(canvas, 'pointermove', event => {
      const p = pixelAt(event);
      say(p);
      if (state.anchor) { state.cursor = p; draw(); }
      if (two()) grip = null; // the finger that stays moves nothing
      if (!grip || state.tool !== 'pan') return;
      const box = canvas.getBoundingClientRect();
      if (grip.splitting) { state.split = clamp((event.clientX - box.left) / box.width, 0, 1); draw(); return; }
      const { fit } = geometry();
      move((grip.x - event.clientX) * devicePixelRatio / fit / frame.width, (grip.y - event.clientY) * devicePixelRatio / fit / frame.height);
      [grip.x, grip.y] = [event.clientX, event.clientY];
    });
    on(canvas, 'pointerup', event => {
      const p = pixelAt(event);
      if (state.anchor && (Math.abs(p.x - state.anchor.x) > 1 || Math.abs(p.y - state.anchor.y) > 1)) put(p);
      grip = null;
    });
    on(canvas, 'wheel', event => { event.preventDefault(); zoomAt(event.deltaY < 0 ? 1.2 : 1 / 1.2, event); }, { passive: false });
  }
  let drag = null;
  on(scale, 'pointerdown', event => {
    scale.setPointerCapture(event.pointerId);
    const v = valueAt(event), width = state.high - state.low, near = (frame.high - frame.low) * .04;
    drag = { edge: Math.abs(v - state.low) < Math.max(near, width * .2) ? 'low' : Math.abs(v - state.high) < Math.max(near, width * .2) ? 'high' : 'both', at: v, low: state.low, high: state.high };
  });
  const valueAt = event => { const box = scale.getBoundingClientRect(); return frame.low + (event.clientX - box.left) / box.width * (frame.high - frame.low); };
  on(scale, 'pointermove', event => {
    if (!drag) return;
    const by = valueAt(event) - drag.at;
    setRange('manual', drag.low + (drag.edge === 'high' ? 0 : by), drag.high + (drag.edge === 'low' ? 0 : by));
    sync();
  });
  for (const type of ['pointerup', 'pointercancel']) on(scale, type, () => { drag = null; });
  on(scale, 'keydown', event => {
    const step = (frame.high - frame.low) * (event.shiftKey ? .05 : .01);
    const by = { ArrowLeft: [-step, -step], ArrowRight: [step, step], ArrowUp: [-step, step], ArrowDown: [step, -step] }[event.key]; // level, span
    if (!by) return;
    setRange('manual', state.low + by[0], state.high + by[1]);
    sync(); event.preventDefault(); event.stopPropagation();
  });

  const choose = (name, options, value, act) => { part(name).replaceChildren(...options.map(([v, text]) => new Option(text, v, false, v === value))); on(part(name), 'change', event => act(event.target.value)); };
  choose('palette', names.map(n => [n, n === 'white hot' ? 'white hot (grey)' : n]), state.palette, v => { state.palette = v; localStorage.setItem('tp-palette', v); recolour(); });
  choose('range', [['auto', 'automatic'], ...(about.face ? [['face', 'on the face']] : []), ['full', 'whole range'], ['equalised', 'equalised'], ['manual', 'by hand']], 'auto', v => setRange(v, state.low, state.high));
  choose('tool', kinds.map(k => [k, k]), state.tool, v => { state.tool = v; state.anchor = null; });
  choose('layout', [['side', 'side by side'], ['slider', 'slider'], ['blink', 'blink']], state.layout, v => { state.layout = v; draw(); });
  part('layout').disabled = !photo;
  const sync = () => { part('palette').value = state.palette; part('range').value = state.mode; part('tool').value = state.tool; part('layout').value = state.layout; };
  on(part('lock'), 'change', event => lock.write(event.target.checked ? { unit: frame.unit, low: state.low, high: state.high } : null));
  for (const name of ['isotherm', 'iso-low', 'iso-high']) on(part(name), 'input', recolour);
  on(part('fit'), 'click', () => zoomBy(0));
  on(part('csv'), 'click', () => save(csv(frame, state.readings, scene, about.guessed), 'readings.csv'));
  const help = part('help');
  openedBy(help, part('help-open'), on);
  // Everywhere on the page, before anybody else's keys; what goes into a field or presses a button is left alone.
  on(document, 'keydown', event => {
    if (!isFree(event) || event.target === scale) return;
    const cycle = (all, v) => all[(all.indexOf(v) + 1) % all.length], arrow = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    const shift = (frame.high - frame.low) / 100, pick = tool => { state.tool = tool; state.anchor = null; draw(); };
    const acts = {
      '?': () => help.showModal(), Escape: () => { state.anchor = null; draw(); }, Delete: () => { state.readings.pop(); tell(); draw(); },
      '+': () => zoomBy(1.25), '=': () => zoomBy(1.25), '-': () => zoomBy(.8), 0: () => zoomBy(0),
      1: () => pick('pan'), 2: () => pick('spot'), 3: () => pick('box'), 4: () => pick('line'),
      p: () => { state.palette = cycle(names, state.palette); localStorage.setItem('tp-palette', state.palette); recolour(); },
      d: () => setRange('auto'), e: () => setRange('equalised'), w: () => setRange('full'), f: about.face && (() => setRange('face')),
      '[': () => setRange('manual', state.low - shift, state.high - shift), ']': () => setRange('manual', state.low + shift, state.high + shift),
      '{': () => setRange('manual', state.low + shift, state.high - shift), '}': () => setRange('manual', state.low - shift, state.high + shift),
      l: () => part('lock').click(), i: () => part('isotherm').click(), c: state.readings.length > 0 && (() => part('csv').click()),
      v: photo && (() => { state.layout = cycle(layouts, state.layout); draw(); }),
      ',': () => { state.split = clamp(state.split - .04, 0, 1); draw(); }, '.': () => { state.split = clamp(state.split + .04, 0, 1); draw(); },
      m: document.querySelector('[data-emissivity]') && (() => document.querySelector('[data-emissivity]').focus()),
      PageUp: () => document.querySelector('[data-previous]')?.click(), PageDown: () => document.querySelector('[data-next]')?.click(),
      Enter: state.tool !== 'pan' && (() => put({ ...state.cursor })),
    };
    if (arrow && state.tool !== 'pan') walk(arrow, event.shiftKey ? 10 : 1);
    else if (arrow && state.zoom > 1) move(arrow[0] * .08 / state.zoom, arrow[1] * .08 / state.zoom);
    else if (acts[event.key]) acts[event.key]();
    else return; // arrows of a picture that is not zoomed go to the neighbours
    sync(); event.preventDefault(); event.stopPropagation();
  }, { capture: true });
  function walk([dx, dy], by) {
    state.keyed = true;
    state.cursor = { x: clamp(state.cursor.x + dx * by, 0, frame.width - 1), y: clamp(state.cursor.y + dy * by, 0, frame.height - 1) };
    say(state.cursor); draw();
  }
  function setScene(emissivity, reflected) {
    scene = emissivity === null ? null : { emissivity, reflected };
    Object.assign(frame, asSaid(read, { ...about, scene }));
    Object.assign(range, makeRange(frame));
    setRange(state.mode, state.low, state.high); tell(); extent();
  }
  const extent = () => { hover.textContent = `${frame.width} × ${frame.height} · ${format(frame.low, frame.unit)} to ${format(frame.high, frame.unit)}`; };

  const kept = lock.read();
  part('lock').checked = kept?.unit === frame.unit;
  part('iso-low').value = range.quantile(.9).toFixed(1); part('iso-high').value = frame.high.toFixed(1);
  const resize = new ResizeObserver(draw);
  resize.observe(thermal);
  if (part('lock').checked) setRange('manual', kept.low, kept.high); else setRange('auto');
  sync(); tell();
  extent();
  root.dataset.ready = 'true';
  return { setScene, dispose() { end.abort(); clearInterval(timer); resize.disconnect(); } };
}

function save(text, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
