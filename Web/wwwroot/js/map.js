// The map of a dataset's pictures: near each other lies what looks alike. Laid out in the browser (map-worker.js); a picture is looked at by pointing, by touch or by arrow keys.
const clamp = (v, low, high) => Math.min(Math.max(v, low), Math.max(low, high)), radius = 5, fewest = 4;

/** @param address of the pictures with their embeddings; @param by what gives a colour: subject or session; @param page is told of the picture that is looked at. */
export async function attach(root, address, by, page) {
  const part = name => root.querySelector(`[data-${name}]`), canvas = part('map'), words = part('words'), end = new AbortController();
  const on = (target, type, act, options) => target.addEventListener(type, act, { signal: end.signal, ...options });
  const view = { zoom: 1, x: .5, y: .5 };
  let pictures = [], places = [], chosen = -1, grip = null, worker = null, waiting = false, groups = [], again = 0;
  const colours = () => {
    const names = [...new Set(pictures.map(p => p[by]).filter(v => v !== null))].sort();
    const hue = new Map(names.map((name, i) => [name, i * 137.508 % 360])); // the golden angle keeps neighbours apart
    for (const p of pictures) p.colour = p[by] === null ? '#8a8f98' : `hsl(${hue.get(p[by])} 70% ${getComputedStyle(root).colorScheme === 'dark' ? 62 : 45}%)`;
    part('people').textContent = names.length.toLocaleString();
  };
  const at = i => { // device pixels
    const side = Math.min(canvas.width, canvas.height) * .92 * view.zoom;
    return [canvas.width / 2 + (places[i][0] - view.x) * side, canvas.height / 2 + (places[i][1] - view.y) * side];
  };
  function render() {
    const box = canvas.getBoundingClientRect(), ratio = devicePixelRatio;
    [canvas.width, canvas.height] = [Math.round(box.width * ratio), Math.round(box.height * ratio)];
    const context = canvas.getContext('2d'), r = radius * ratio * Math.min(2, Math.sqrt(view.zoom));
    if (places.length === 0) return;
    for (const group of groups) { // one scene, several times: red where it has several names
      context.strokeStyle = group.bad ? '#e5484d' : '#8a8f98';
      context.lineWidth = (group.bad ? 2.5 : 1.5) * ratio;
      context.beginPath();
      for (const i of group.members.slice(1)) { context.moveTo(...at(group.members[0])); context.lineTo(...at(i)); }
      context.stroke();
    }
    for (let i = 0; i < pictures.length; i++) {
      const [x, y] = at(i);
      context.fillStyle = pictures[i].colour;
      context.beginPath(); context.arc(x, y, r, 0, 7); context.fill();
    }
    if (chosen >= 0) {
      context.strokeStyle = getComputedStyle(root).color;
      context.lineWidth = 2.5 * ratio;
      context.beginPath(); context.arc(...at(chosen), r + 4 * ratio, 0, 7); context.stroke();
    }
  }
  const draw = () => { if (!waiting) { waiting = true; requestAnimationFrame(() => { waiting = false; render(); }); } };
  function put(found) { // into the unit square, whatever its shape
    const [xs, ys] = [0, 1].map(d => found.map(p => p[d])), lows = [xs, ys].map(v => v.reduce((a, b) => Math.min(a, b))), spans = [xs, ys].map((v, d) => v.reduce((a, b) => Math.max(a, b)) - lows[d]), span = Math.max(...spans, 1e-6);
    places = found.map(p => [0, 1].map(d => .5 + (p[d] - lows[d] - spans[d] / 2) / span));
    draw();
  }
  function choose(i) {
    if (i === chosen || i < 0) return;
    chosen = i;
    draw();
    const { id, path, subject, session, pair_id: pair, thumbnail_url: thumbnail } = pictures[i];
    page.invokeMethodAsync('Show', { id, path, subject, session, pair, thumbnail, alike: groups.filter(g => g.members.includes(i)).reduce((n, g) => n + g.members.length - 1, 0) });
  }
  function nearest(x, y, within = Infinity, may = () => true) {
    let best = -1, least = within * within;
    for (let i = 0; i < places.length; i++) {
      const [px, py] = at(i), d = (px - x) ** 2 + (py - y) ** 2;
      if (d < least && may(i, px, py)) [best, least] = [i, d];
    }
    return best;
  }
  const pointOf = event => { const box = canvas.getBoundingClientRect(); return [(event.clientX - box.left) * devicePixelRatio, (event.clientY - box.top) * devicePixelRatio]; };
  function zoomBy(factor, [px, py] = [canvas.width / 2, canvas.height / 2]) {
    const next = clamp(view.zoom * factor, 1, 60), side = Math.min(canvas.width, canvas.height) * .92;
    view.x += (px - canvas.width / 2) / side * (1 / view.zoom - 1 / next);
    view.y += (py - canvas.height / 2) / side * (1 / view.zoom - 1 / next);
    view.zoom = next;
    if (next === 1) [view.x, view.y] = [.5, .5];
    draw();
  }
  on(canvas, 'pointerdown', event => { canvas.setPointerCapture(event.pointerId); grip = { x: event.clientX, y: event.clientY, moved: false }; });
  on(canvas, 'pointermove', event => {
    if (!grip) { canvas.style.cursor = nearest(...pointOf(event), 14 * devicePixelRatio) >= 0 ? 'pointer' : 'grab'; return; }
    const [dx, dy] = [event.clientX - grip.x, event.clientY - grip.y];
    if (!grip.moved && Math.hypot(dx, dy) < 5) return;
    const side = Math.min(canvas.width, canvas.height) * .92 * view.zoom / devicePixelRatio;
    [view.x, view.y] = [clamp(view.x - dx / side, 0, 1), clamp(view.y - dy / side, 0, 1)];
    grip = { x: event.clientX, y: event.clientY, moved: true };
    draw();
  });
  on(canvas, 'pointerup', event => { if (grip && !grip.moved) choose(nearest(...pointOf(event), 24 * devicePixelRatio)); grip = null; });
  on(canvas, 'pointercancel', () => { grip = null; });
  on(canvas, 'wheel', event => { event.preventDefault(); zoomBy(event.deltaY < 0 ? 1.25 : .8, pointOf(event)); }, { passive: false });
  on(canvas, 'keydown', event => {
    const arrow = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (arrow && places.length > 0) {
      const [x, y] = chosen < 0 ? [canvas.width / 2, canvas.height / 2] : at(chosen);
      choose(chosen < 0 ? nearest(x, y) : nearest(x, y, Infinity, (i, px, py) => { const along = (px - x) * arrow[0] + (py - y) * arrow[1]; return i !== chosen && along > .5 * Math.hypot(px - x, py - y); }));
    } else if (['+', '='].includes(event.key)) zoomBy(1.25);
    else if (event.key === '-') zoomBy(.8);
    else if (event.key === '0') zoomBy(0);
    else if (event.key === 'Enter') document.querySelector('[data-open]')?.click();
    else return;
    event.preventDefault();
  });
  const resize = new ResizeObserver(draw);
  resize.observe(canvas);

  async function load() {
    const response = await fetch(address);
    if (!response.ok) { words.textContent = `The pictures could not be loaded (${response.status}). Load the page again.`; return; }
    const { total, waiting, pictures: found } = await response.json();
    pictures = found;
    if (pictures.length < fewest) {
      words.textContent = `Only ${pictures.length} pictures of this kind are measured: too few for a map.${waiting > 0 ? ` ${waiting.toLocaleString()} more wait to be measured; this page looks again by itself.` : ''}`;
      if (waiting > 0) again = setTimeout(load, 5000);
      return;
    }
    const scenes = Map.groupBy(pictures.map((_, i) => i).filter(i => pictures[i].same_scene), i => pictures[i].same_scene);
    groups = [...scenes.values()].filter(m => m.length > 1).map(members => ({ members, bad: new Set(members.map(i => pictures[i].subject).filter(s => s !== null)).size > 1 }));
    colours();
    const embeddings = pictures.map(p => unit(p.embedding)), said = total > pictures.length ? `${pictures.length.toLocaleString()} of ${total.toLocaleString()} pictures, an even pick` : `${total.toLocaleString()} pictures`;
    worker = new Worker('./js/map-worker.js');
    words.textContent = `${said}: being laid out…`;
    worker.onmessage = ({ data: { share, places: found } }) => {
      if (found) put(found);
      words.textContent = share === 1 ? `${said}.${later(waiting)}` : `${said}: being laid out, ${Math.round(share * 100)} %`;
      if (share === 1) { root.dataset.ready = 'true'; worker.terminate(); }
    };
    worker.onerror = () => { words.textContent = 'The map could not be laid out in this browser. Near duplicates are listed on their own page.'; };
    worker.postMessage({ embeddings });
  }
  await load();
  return { colourBy(what) { by = what; colours(); draw(); }, dispose() { end.abort(); clearTimeout(again); worker?.terminate(); resize.disconnect(); } };
}

const later = waiting => waiting > 0 ? ` ${waiting.toLocaleString()} more wait to be measured: load the page again in a while.` : '';

/** Signed bytes to a point of length 1: then distances go by the angle. */
function unit(base64) {
  const numbers = [...Int8Array.from(atob(base64), c => c.charCodeAt(0))], length = Math.hypot(...numbers);
  return numbers.map(v => v / length);
}
