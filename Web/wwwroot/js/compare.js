// Compares the pictures of one crop: side by side, under a slider, blinking, or by the difference of their brightness. Everything happens in the browser.
import { clamp, cleared, isFree, loaded, moveBy, openedBy, pinching, placed, put, putLine, under, zoomBy as enlarge } from './picture-view.js';
import { cropped, difference } from './picture-crop.js';
import { colours } from './thermal-palettes.js';

const layouts = [['side', 'side by side'], ['slider', 'slider'], ['blink', 'blink'], ['difference', 'difference']], fine = 640, full = 128, smoothBelow = 8;

/**
 * @param pictures in order: name, title, url; of one that is cut out here also size and fromCrop (see picture-crop.js); loose: its places do not match those of the others.
 * @param preferred names of the two that are compared at first, joined by "-".
 */
export async function attach(root, pictures, preferred) {
  const part = name => root.querySelector(`[data-${name}]`), both = part('both'), told = part('told'), say = part('say');
  const end = new AbortController(), on = (target, type, act, options) => target.addEventListener(type, act, { signal: end.signal, ...options });
  const shown = (await Promise.all(pictures.map(async p => ({ ...p, image: await loaded(p.url), canvas: root.querySelector(`[data-picture=${p.name}]`) })))).filter(p => p.image || say.append(`The picture “${p.title}” cannot be shown. `));
  if (end.signal.aborted || shown.length === 0) return { dispose() {} };
  const side = (shown.find(p => p.name === 'generated') ?? shown[0]).image.naturalWidth, size = { width: side, height: side };
  for (const p of shown) {
    p.drawn = p.fromCrop ? cropped(p.image, p.size, p.fromCrop, Math.max(fine, side)) : p.image;
    p.measured = p.fromCrop ? cropped(p.image, p.size, p.fromCrop, side) : p.image;
  }
  const pairs = shown.flatMap((a, i) => shown.slice(i + 1).map(b => ({ key: `${a.name}-${b.name}`, a, b, loose: Boolean(a.loose || b.loose), heat: a.name === 'thermal' })));
  const asked = new URLSearchParams(location.search), view = { zoom: 1, x: .5, y: .5 };
  const state = { layout: layouts.find(([l]) => l === asked.get('view') && pairs.length > 0)?.[0] ?? 'side', pair: [asked.get('pair'), preferred].map(key => pairs.find(p => p.key === key)).find(p => p) ?? pairs[0], split: .5, second: false };
  const differences = new Map(), table = colours('inferno');
  let waiting = false, grip = null;
  const timer = setInterval(() => { if (state.layout === 'blink') { state.second = !state.second; draw(); } }, 700);
  const draw = () => { if (!waiting) { waiting = true; requestAnimationFrame(() => { waiting = false; if (!end.signal.aborted) render(); }); } };

  function render() {
    if (state.layout === 'side') { for (const p of shown) put(cleared(p.canvas), p.drawn, view, size, { smoothBelow }); return; }
    const { a, b } = state.pair, context = cleared(both), options = { smoothBelow };
    if (state.layout === 'difference') { put(context, differenceOf(state.pair).picture, view, size, options); return; }
    put(context, state.layout === 'blink' && state.second ? b.drawn : a.drawn, view, size, options);
    if (state.layout === 'blink') { told.textContent = (state.second ? b : a).title; return; }
    const x = state.split * both.width;
    context.clearRect(x, 0, both.width, both.height); // or the other would shine through where this one does not reach
    put(context, b.drawn, view, size, { ...options, fromX: x });
    putLine(context, x);
  }
  function differenceOf(pair) {
    if (!differences.has(pair.key)) differences.set(pair.key, difference(pair.a.measured, pair.b.measured, side, table, full));
    return differences.get(pair.key);
  }
  /** What the present layout and pair say in words. */
  function tell() {
    const { layout, pair } = state;
    root.dataset.layout = layout;
    [part('layout').value, part('pair').value] = [layout, pair?.key ?? ''];
    part('pair').disabled = layout === 'side';
    part('loose').hidden = layout === 'side' || !pair?.loose;
    const address = new URL(location.href);
    for (const [name, value] of [['view', layout === 'side' ? '' : layout], ['pair', layout === 'side' || pair.key === preferred ? '' : pair.key]]) if (value) address.searchParams.set(name, value); else address.searchParams.delete(name);
    if (address.href !== location.href) history.replaceState(history.state, '', address);
    if (layout === 'slider') told.textContent = `Left: ${pair.a.title} · right: ${pair.b.title}`;
    if (layout === 'difference') {
      const { mean, share } = differenceOf(pair);
      told.textContent = `Difference of ${pair.a.name} and ${pair.b.name}`;
      part('mean').textContent = Number.isFinite(mean) ? mean.toFixed(1) : '–';
      part('part').textContent = share < .995 ? `Over ${Math.round(share * 100)} % of the crop; the pictures do not both reach the rest.` : '';
      part('heat').hidden = !pair.heat;
    }
    draw();
  }
  const act = change => { change(); tell(); }, layOut = layout => { if (pairs.length > 0) act(() => { state.layout = layout; }); };
  function zoomBy(...by) { enlarge(view, ...by); root.dataset.zoomed = view.zoom > 1; draw(); }
  function move(dx, dy) { moveBy(view, dx, dy); draw(); }
  const slide = to => { state.split = clamp(to, 0, 1); draw(); };

  for (const canvas of [both, ...shown.map(p => p.canvas)]) {
    const zoomAt = (by, event) => { const { x, y } = under(event, placed(view, canvas, size)); zoomBy(by, clamp(x / side, 0, 1), clamp(y / side, 0, 1)); };
    const two = pinching(on, canvas, zoomAt);
    on(canvas, 'pointerdown', event => { canvas.setPointerCapture(event.pointerId); grip = { x: event.clientX, y: event.clientY }; if (state.layout === 'slider' && !two()) follow(event); });
    on(canvas, 'pointermove', event => {
      if (two()) grip = null; // the finger that stays moves nothing
      if (!grip) return;
      if (state.layout === 'slider') { follow(event); return; }
      const { fit } = placed(view, canvas, size);
      move((grip.x - event.clientX) * devicePixelRatio / fit / side, (grip.y - event.clientY) * devicePixelRatio / fit / side);
      grip = { x: event.clientX, y: event.clientY };
    });
    for (const type of ['pointerup', 'pointercancel']) on(canvas, type, () => { grip = null; });
    on(canvas, 'wheel', event => { event.preventDefault(); zoomAt(event.deltaY < 0 ? 1.2 : 1 / 1.2, event); }, { passive: false });
  }
  function follow(event) { const box = both.getBoundingClientRect(); slide((event.clientX - box.left) / box.width); }

  part('layout').replaceChildren(...layouts.filter(([l]) => l === 'side' || pairs.length > 0).map(([l, text]) => new Option(text, l)));
  part('pair').replaceChildren(...pairs.map(p => new Option(`${p.a.name} and ${p.b.name}${p.loose ? ' (not aligned)' : ''}`, p.key)));
  on(part('layout'), 'change', event => layOut(event.target.value));
  on(part('pair'), 'change', event => act(() => { state.pair = pairs.find(p => p.key === event.target.value); }));
  for (const [name, by] of [['in', 1.25], ['out', .8], ['fit', 0]]) on(part(name), 'click', () => zoomBy(by));
  openedBy(part('help'), part('help-open'), on);
  part('legend').style.background = `linear-gradient(90deg, ${Array.from({ length: 17 }, (_, i) => table[Math.min(255, i * 16)]).map(c => `rgb(${c & 255} ${c >> 8 & 255} ${c >> 16 & 255})`).join()})`;
  on(document, 'keydown', event => {
    if (!isFree(event)) return;
    const next = (all, v) => all[(all.indexOf(v) + 1) % all.length], arrow = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    const acts = {
      '?': () => part('help').showModal(), '+': () => zoomBy(1.25), '=': () => zoomBy(1.25), '-': () => zoomBy(.8), 0: () => zoomBy(0),
      v: () => layOut(next(layouts.map(([l]) => l), state.layout)), p: state.layout !== 'side' && (() => act(() => { state.pair = next(pairs, state.pair); })),
      ',': () => slide(state.split - .04), '.': () => slide(state.split + .04),
      ...Object.fromEntries(layouts.map(([l], i) => [i + 1, () => layOut(l)])),
    };
    if (arrow && view.zoom > 1) move(arrow[0] * .08 / view.zoom, arrow[1] * .08 / view.zoom);
    else if (acts[event.key]) acts[event.key]();
    else return; // arrows of pictures that are not zoomed scroll the page
    event.preventDefault();
  }, { capture: true });
  const resize = new ResizeObserver(draw);
  for (const canvas of [both, ...shown.map(p => p.canvas)]) resize.observe(canvas);
  tell();
  root.dataset.ready = 'true';
  return { dispose() { end.abort(); clearInterval(timer); resize.disconnect(); } };
}
