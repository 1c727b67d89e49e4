// Takes files by drop, paste or choice and hands them to an upload.
import { Upload } from './upload.js';

export function attach(root, page) {
  const zone = root.querySelector('[data-drop]');
  const inputs = [...root.querySelectorAll('input[type=file]')];
  let depth = 0;
  let current = null;
  const start = files => {
    if (files.length === 0 || current?.active) return;
    current = new Upload(files, page);
    current.run();
  };
  const hover = on => zone.classList.toggle('tp-drop-over', on);
  const carriesFiles = event => event.dataTransfer?.types?.includes('Files');
  const handlers = {
    dragenter: event => { if (carriesFiles(event)) { event.preventDefault(); depth++; hover(true); } },
    dragover: event => { if (carriesFiles(event)) { event.preventDefault(); event.dataTransfer.dropEffect = 'copy'; } },
    dragleave: event => { if (carriesFiles(event) && --depth <= 0) { depth = 0; hover(false); } },
    drop: async event => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth = 0;
      hover(false);
      start(await droppedFiles(event.dataTransfer));
    },
    paste: event => start([...(event.clipboardData?.files ?? [])].map(file => ({ file, name: file.name }))),
  };
  for (const [name, handler] of Object.entries(handlers)) document.addEventListener(name, handler);
  const chosen = event => {
    start([...event.target.files].map(file => ({ file, name: file.webkitRelativePath || file.name })));
    event.target.value = '';
  };
  for (const input of inputs) input.addEventListener('change', chosen);
  return {
    retry: () => current?.retry(),
    leaveOut: () => current?.leaveOut(),
    pause: () => current?.pause(),
    resume: () => current?.resume(),
    cancel: () => current?.cancel(true),
    dispose: () => {
      for (const [name, handler] of Object.entries(handlers)) document.removeEventListener(name, handler);
      for (const input of inputs) input.removeEventListener('change', chosen);
      current?.cancel(false);
    },
  };
}

/** Files of a drop with their paths, folders walked to the bottom. Entries must be taken before the first await. */
async function droppedFiles(transfer) {
  const entries = [...transfer.items].map(item => item.webkitGetAsEntry?.()).filter(Boolean);
  if (entries.length === 0) return [...transfer.files].map(file => ({ file, name: file.name }));
  const found = [];
  const walk = async (entry, path) => {
    if (entry.isFile) {
      found.push({ file: await new Promise((done, fail) => entry.file(done, fail)), name: path + entry.name });
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((done, fail) => reader.readEntries(done, fail)); // at most 100 a call
      if (some.length === 0) return;
      for (const child of some) if (!child.name.startsWith('.')) await walk(child, `${path}${entry.name}/`);
    }
  };
  for (const entry of entries) await walk(entry, '');
  return found;
}
