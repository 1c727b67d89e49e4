// A square to drag over a picture, by pointer or keyboard (arrows move, + and − resize). Reports shares of the picture's width and height.
export function attach(frame) {
  const image = frame.querySelector('img'), box = frame.querySelector('[data-box]');
  let side = .6, x = .2, y = .2; // x, y: left and top; side: share of the shorter edge
  const edges = () => {
    const { width, height } = image.getBoundingClientRect();
    const pixels = side * Math.min(width, height);
    return { width, height, w: pixels / width, h: pixels / height };
  };
  const clamp = (v, low, high) => Math.min(Math.max(v, low), Math.max(low, high));
  const show = () => {
    side = clamp(side, .12, 1);
    const { w, h } = edges();
    x = clamp(x, 0, 1 - w);
    y = clamp(y, 0, 1 - h);
    Object.assign(box.style, { left: `${x * 100}%`, top: `${y * 100}%`, width: `${w * 100}%`, height: `${h * 100}%` });
  };
  const centre = () => { const { w, h } = edges(); x = (1 - w) / 2; y = (1 - h) / 2; show(); };
  const grow = by => { const before = edges(); side = clamp(side + by, .12, 1); const after = edges(); x += (before.w - after.w) / 2; y += (before.h - after.h) / 2; show(); };
  let grip = null;
  box.addEventListener('pointerdown', event => {
    box.setPointerCapture(event.pointerId);
    grip = { left: event.clientX, top: event.clientY, x, y, side, resize: event.target.hasAttribute('data-grip') };
    event.preventDefault();
    box.focus();
  });
  box.addEventListener('pointermove', event => {
    if (!grip) return;
    const { width, height } = edges();
    if (grip.resize) side = grip.side + Math.max(event.clientX - grip.left, event.clientY - grip.top) / Math.min(width, height);
    else { x = grip.x + (event.clientX - grip.left) / width; y = grip.y + (event.clientY - grip.top) / height; }
    show();
  });
  for (const end of ['pointerup', 'pointercancel']) box.addEventListener(end, () => { grip = null; });
  box.addEventListener('wheel', event => { event.preventDefault(); grow(event.deltaY < 0 ? .03 : -.03); }, { passive: false });
  box.addEventListener('keydown', event => {
    const step = event.shiftKey ? .05 : .01;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (moves[event.key]) { x += moves[event.key][0]; y += moves[event.key][1]; show(); }
    else if (event.key === '+' || event.key === '=') grow(.03);
    else if (event.key === '-') grow(-.03);
    else return;
    event.preventDefault();
  });
  if (image.complete) centre();
  else image.addEventListener('load', centre, { once: true });
  return {
    read: () => { const { w, h } = edges(); return { x, y, width: w, height: h, naturalWidth: image.naturalWidth, naturalHeight: image.naturalHeight }; },
    dispose: () => {}, // all it listens to goes with the box
  };
}
