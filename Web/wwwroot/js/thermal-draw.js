// Draws the viewer's canvases from its state: both pictures at the same place and size, marks of the readings, the colour scale with its histogram.
import { colours } from './thermal-palettes.js';
import { format } from './thermal-readings.js';
import { clamp, cleared, placed, put, putLine } from './picture-view.js';

export function makeDrawing({ root, thermal, visible, scale, frame, photo, source, range, state, ends }) {
  const geometry = () => placed(state, thermal, frame);
  function render() {
    const started = performance.now(), side = state.layout === 'side' || !photo;
    root.dataset.layout = side ? 'side' : state.layout;
    const context = cleared(thermal);
    put(context, !side && state.layout === 'blink' && state.blink ? photo : source, state, frame);
    if (!side && state.layout === 'slider') {
      const x = state.split * thermal.width;
      put(context, photo, state, frame, { fromX: x });
      putLine(context, x);
    }
    marks(context);
    if (side && photo) { const other = cleared(visible); put(other, photo, state, frame); marks(other); }
    drawScale();
    root.dataset.redraw = (performance.now() - started).toFixed(1);
  }
  function marks(context) {
    const { fit, left, top } = geometry(), ratio = devicePixelRatio, at = p => [left + (p.x + .5) * fit, top + (p.y + .5) * fit];
    const draft = state.anchor ? [{ kind: state.tool, from: state.anchor, to: state.cursor }] : [];
    context.font = `${12 * ratio}px system-ui`;
    [...state.readings, ...draft].forEach((r, i) => {
      const [ax, ay] = at(r.from), [bx, by] = at(r.to), arm = 7 * ratio;
      for (const [colour, wide] of [['#000a', 3], ['#fff', 1.5]]) {
        [context.strokeStyle, context.lineWidth] = [colour, wide * ratio];
        context.beginPath();
        if (r.kind === 'spot') { context.moveTo(ax - arm, ay); context.lineTo(ax + arm, ay); context.moveTo(ax, ay - arm); context.lineTo(ax, ay + arm); }
        else if (r.kind === 'line') { context.moveTo(ax, ay); context.lineTo(bx, by); }
        else context.rect(Math.min(ax, bx), Math.min(ay, by), Math.abs(bx - ax), Math.abs(by - ay));
        context.stroke();
      }
      const [x, y] = [Math.max(ax, bx) + 6 * ratio, Math.min(ay, by) - 6 * ratio];
      [context.fillStyle, context.strokeStyle, context.lineWidth] = ['#fff', '#000a', 3 * ratio];
      context.strokeText(i + 1, x, y); context.fillText(i + 1, x, y);
    });
    if (state.keyed) { const [x, y] = at(state.cursor), arm = 5 * ratio; context.strokeStyle = '#7df'; context.strokeRect(x - arm, y - arm, 2 * arm, 2 * arm); }
  }
  function drawScale() {
    const context = cleared(scale), bar = Math.round(scale.height * .3), most = Math.log1p(Math.max(...range.histogram));
    const table = colours(state.palette), entries = range.table(state.mode, state.low, state.high);
    for (let x = 0; x < scale.width; x++) {
      const p = Math.round(x / (scale.width - 1) * 65535), c = table[entries[p]], h = Math.log1p(range.histogram[p >> 8]) / most * (scale.height - bar - 4);
      context.fillStyle = `rgb(${c & 255} ${c >> 8 & 255} ${c >> 16 & 255})`;
      context.fillRect(x, scale.height - bar, 1, bar);
      context.globalAlpha = .75; context.fillRect(x, scale.height - bar - h, 1, h); context.globalAlpha = 1;
    }
    context.fillStyle = getComputedStyle(root).color;
    for (const v of [state.low, state.high]) {
      const share = clamp((v - frame.low) / (frame.high - frame.low || 1), 0, 1);
      context.fillRect(clamp(share * scale.width - 1, 0, scale.width - 3), 0, 3, scale.height);
    }
    [ends[0].textContent, ends[1].textContent] = [format(state.low, frame.unit), format(state.high, frame.unit)];
  }
  return { render, geometry };
}
