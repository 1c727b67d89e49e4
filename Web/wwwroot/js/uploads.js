// Sends dropped or chosen files straight to the API, never through the page's connection: many small files share a request,
// two requests run at once, a failed one is tried again, and the page hears only sums a few times a second.
const maxFilesPerRequest = 50, maxBytesPerRequest = 4 << 20, parallelRequests = 2, tries = 4, reportEveryMs = 200;

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
    cancel: () => current?.cancel(),
    dispose: () => {
      for (const [name, handler] of Object.entries(handlers)) document.removeEventListener(name, handler);
      for (const input of inputs) input.removeEventListener('change', chosen);
      current?.cancel();
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

function batchesOf(files) {
  const batches = [];
  let batch = [], bytes = 0;
  for (const entry of files) {
    if (batch.length > 0 && (batch.length >= maxFilesPerRequest || bytes + entry.file.size > maxBytesPerRequest)) {
      batches.push(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(entry);
    bytes += entry.file.size;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}

const askBeforeLeaving = event => event.preventDefault();

class Upload {
  constructor(files, page) {
    this.page = page;
    this.waiting = batchesOf(files);
    this.failed = [];
    this.requests = new Set();
    this.sum = { totalFiles: files.length, totalBytes: files.reduce((n, f) => n + f.file.size, 0), sentFiles: 0, sentBytes: 0, failedFiles: 0, error: null };
    this.inFlight = new Map();
    this.active = false;
    this.cancelled = false;
    this.lastReport = 0;
  }

  async run() {
    this.active = true;
    window.addEventListener('beforeunload', askBeforeLeaving);
    try {
      this.report(true);
      this.id ??= (await send('POST', '/api/v1/uploads')).id;
      await Promise.all(Array.from({ length: parallelRequests }, () => this.pump()));
      if (this.cancelled) return;
      this.sum.failedFiles = this.failed.reduce((n, batch) => n + batch.length, 0);
      if (this.sum.sentFiles > 0) await send('POST', `/api/v1/uploads/${this.id}/complete`);
      this.report(true);
      await this.page.invokeMethodAsync('OnUploadEnded', this.sum.sentFiles > 0 ? this.id : null, this.sum.failedFiles, this.sum.error);
    } catch (problem) {
      this.sum.error = problem.message;
      if (!this.cancelled) await this.page.invokeMethodAsync('OnUploadEnded', null, this.sum.totalFiles - this.sum.sentFiles, problem.message);
    } finally {
      this.active = false;
      window.removeEventListener('beforeunload', askBeforeLeaving);
    }
  }

  async pump() {
    for (let batch; !this.cancelled && (batch = this.waiting.shift());) {
      try {
        await this.sendBatch(batch);
        this.sum.sentFiles += batch.length;
        this.sum.sentBytes += batch.reduce((n, f) => n + f.file.size, 0);
      } catch (problem) {
        if (this.cancelled) return;
        this.failed.push(batch);
        this.sum.error = problem.message;
      }
      this.inFlight.delete(batch);
      this.report();
    }
  }

  async sendBatch(batch) {
    for (let attempt = 1; ; attempt++) {
      try {
        const form = new FormData();
        for (const { file, name } of batch) form.append('file', file, name);
        return await send('POST', `/api/v1/uploads/${this.id}/files`, form, this.requests, loaded => {
          this.inFlight.set(batch, loaded);
          this.report();
        });
      } catch (problem) {
        if (this.cancelled || attempt === tries || !problem.mayRetry) throw problem;
        await new Promise(done => setTimeout(done, 400 * 3 ** (attempt - 1)));
      }
    }
  }

  retry() {
    if (this.active) return;
    this.waiting = [...this.failed.splice(0), ...this.waiting];
    this.sum.error = null;
    this.sum.failedFiles = 0;
    this.run();
  }

  cancel() {
    this.cancelled = true;
    for (const request of this.requests) request.abort();
  }

  report(now = false) {
    const time = performance.now();
    if (!now && time - this.lastReport < reportEveryMs) return;
    this.lastReport = time;
    const moving = [...this.inFlight.values()].reduce((a, b) => a + b, 0);
    const { totalFiles, totalBytes, sentFiles, sentBytes } = this.sum;
    this.page.invokeMethodAsync('OnUploadProgress', sentFiles, totalFiles, Math.min(sentBytes + moving, totalBytes), totalBytes);
  }
}

/** One request with upload progress (fetch has none). Rejects with the server's own words. */
function send(method, url, body, requests, onProgress) {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.responseType = 'json';
    request.setRequestHeader('RequestVerificationToken', window.portalSession.token());
    request.setRequestHeader('Accept', 'application/json');
    requests?.add(request);
    const settle = (ok, message, mayRetry) => {
      requests?.delete(request);
      if (ok) done(request.response);
      else fail(Object.assign(new Error(message), { mayRetry }));
    };
    if (onProgress) request.upload.onprogress = event => onProgress(event.loaded);
    request.onload = () => {
      const ok = request.status >= 200 && request.status < 300;
      const words = request.response?.detail ?? request.response?.title ?? `The server answered ${request.status}.`;
      settle(ok, words, request.status >= 500 || request.status === 429);
    };
    request.onerror = () => settle(false, 'The connection was lost. Check the network, then try again.', true);
    request.onabort = () => settle(false, 'Cancelled.', false);
    request.send(body);
  });
}
