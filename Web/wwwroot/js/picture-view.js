// Pictures seen in step: where they lie in their canvases, how they are enlarged, moved and drawn. A view is a zoom, and x and y, the middle of what is seen in shares of the picture.
export const clamp = (v, low, high) => Math.min(Math.max(v, low), Math.max(low, high));

/** Enlarges about a place, shares of the picture; 0 shows all of it. */
export function zoomBy(view, factor, x = view.x, y = view.y) {
  const next = clamp(view.zoom * factor, 1, 40), keep = view.zoom / next;
  [view.x, view.y, view.zoom] = [x + (view.x - x) * keep, y + (view.y - y) * keep, next];
  if (next === 1) [view.x, view.y] = [.5, .5];
}

/** Moves by shares of the picture, not beyond its edges. */
export function moveBy(view, dx, dy) {
  const room = .5 / view.zoom;
  view.x = clamp(view.x + dx, room, 1 - room);
  view.y = clamp(view.y + dy, room, 1 - room);
}

/** Where a picture of that size lies in a canvas, device pixels; fit: device pixels of one of its pixels. */
export function placed(view, canvas, size) {
  const fit = Math.min(canvas.width / size.width, canvas.height / size.height) * view.zoom;
  return { fit, left: canvas.width / 2 - view.x * size.width * fit, top: canvas.height / 2 - view.y * size.height * fit };
}

/** The place of a picture under the pointer, its pixels; place: see placed. */
export function under(event, { fit, left, top }) {
  const box = event.currentTarget.getBoundingClientRect();
  return { x: ((event.clientX - box.left) * devicePixelRatio - left) / fit, y: ((event.clientY - box.top) * devicePixelRatio - top) / fit };
}

/** Empties a canvas and makes it as fine as the screen. */
export function cleared(canvas) {
  const box = canvas.getBoundingClientRect();
  [canvas.width, canvas.height] = [Math.round(box.width * devicePixelRatio), Math.round(box.height * devicePixelRatio)];
  return canvas.getContext('2d');
}

/** Two fingers on a canvas: act(by, middle) is told how much farther apart they are now, and where their middle is, as of an event. Answers whether two are down, when what one finger does has to wait. */
export function pinching(on, canvas, act) {
  const fingers = new Map(), two = () => fingers.size === 2;
  const apart = () => { const [a, b] = [...fingers.values()]; return Math.hypot(a.x - b.x, a.y - b.y); };
  const keep = event => fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  on(canvas, 'pointerdown', event => { if (event.pointerType === 'touch') keep(event); });
  on(canvas, 'pointermove', event => {
    if (!fingers.has(event.pointerId)) return;
    const before = two() && apart();
    keep(event);
    const [a, b] = [...fingers.values()];
    if (before) act(apart() / before, { currentTarget: canvas, clientX: (a.x + b.x) / 2, clientY: (a.y + b.y) / 2 });
  });
  for (const type of ['pointerup', 'pointercancel']) on(canvas, type, event => fingers.delete(event.pointerId));
  return two;
}

/** Draws a picture of that size, from a column on; from so many device pixels a pixel on, pixels show as what they are. */
export function put(context, picture, view, size, { fromX = 0, smoothBelow = 3 } = {}) {
  const { fit, left, top } = placed(view, context.canvas, size);
  context.save();
  context.beginPath(); context.rect(fromX, 0, context.canvas.width, context.canvas.height); context.clip();
  context.imageSmoothingEnabled = fit < smoothBelow;
  context.drawImage(picture, left, top, size.width * fit, size.height * fit);
  context.restore();
}

/** The slider's line. */
export function putLine(context, x) {
  context.fillStyle = '#fff';
  context.fillRect(x - devicePixelRatio, 0, 2 * devicePixelRatio, context.canvas.height);
}

/** Null: the browser cannot show it. */
export async function loaded(url) {
  const image = new Image();
  image.src = url;
  try { await image.decode(); return image; } catch { return null; }
}

/** False: the key goes into a field or an open dialog, presses a button, or somebody else has used it. What a dialog held keeps the focus for a moment after it is closed. */
export const isFree = event => !(event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.('input, select, textarea, dialog[open], [contenteditable], [role=listbox]')
  || (['Enter', ' '].includes(event.key) && event.target.closest?.('button, a, summary')));

/** The dialog that names the keys: opened by its button, closed by a click beside it. */
export function openedBy(help, button, on) {
  on(button, 'click', () => help.showModal());
  on(help, 'click', event => { if (event.target === help) help.close(); });
}
