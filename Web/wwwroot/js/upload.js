// Sends files straight to the API, never through the page's connection: many small files share a request, a large one goes in pieces
// (resumable.js), two run at once, a failed one is tried again, and the page hears only sums a few times a second.
import { ResumableFile, leftUpload, nameOf } from './resumable.js';

const maxFilesPerRequest = 50, maxBytesPerRequest = 4 << 20, parallelRequests = 2, tries = 4, reportEveryMs = 200;

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

const isLarge = entry => entry.file.size > maxBytesPerRequest;

const askBeforeLeaving = event => event.preventDefault();

export class Upload {
  constructor(files, page) {
    this.page = page;
    this.waiting = batchesOf(files);
    this.drop = nameOf(files);
    this.large = files.filter(isLarge);
    this.sending = new Set();
    this.failed = [];
    this.requests = new Set();
    this.paused = null;
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
      this.id ??= await leftUpload(this.large, this.drop) ?? (await send('POST', '/api/v1/uploads')).id;
      await Promise.all(Array.from({ length: parallelRequests }, () => this.pump()));
      if (this.cancelled) return;
      this.sum.failedFiles = this.failed.reduce((n, batch) => n + batch.length, 0);
      this.report(true);
      // With some missing, the person decides: try again, or go on without them.
      if (this.sum.failedFiles === 0) await send('POST', `/api/v1/uploads/${this.id}/complete`);
      await this.page.invokeMethodAsync('OnUploadEnded', this.sum.failedFiles === 0 ? this.id : null, this.sum.failedFiles, this.sum.error);
    } catch (problem) {
      this.sum.error = problem.message;
      if (!this.cancelled) await this.page.invokeMethodAsync('OnUploadEnded', null, this.sum.totalFiles - this.sum.sentFiles, problem.message);
    } finally {
      this.active = false;
      window.removeEventListener('beforeunload', askBeforeLeaving);
    }
  }

  async pump() {
    for (let batch; await this.going() && (batch = this.waiting.shift());) {
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

  /** Waits out a pause; false: cancelled. */
  async going() {
    while (this.paused && !this.cancelled) await this.paused;
    return !this.cancelled;
  }

  async sendBatch(batch) {
    if (isLarge(batch[0])) return await this.sendLarge(batch);
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

  async sendLarge(batch) {
    const [entry] = batch;
    const file = entry.resumable ??= new ResumableFile(entry, this.drop, this.id); // kept: trying again goes on where it stopped
    this.sending.add(file);
    try {
      await file.send(loaded => {
        this.inFlight.set(batch, loaded);
        this.report();
      });
    } finally {
      this.sending.delete(file);
    }
  }

  /** Requests with small files come to their end, everything else waits. */
  pause() {
    if (!this.active || this.paused) return;
    this.paused = new Promise(over => this.unpause = over);
    for (const file of this.sending) file.pause();
  }

  resume() {
    if (!this.paused) return;
    this.paused = null;
    this.unpause();
    for (const file of this.sending) file.resume();
  }

  retry() {
    if (this.active) return;
    this.waiting = [...this.failed.splice(0), ...this.waiting];
    this.sum.error = null;
    this.run();
  }

  /** Goes on without what could not be sent. */
  leaveOut() {
    if (this.active) return;
    for (const { resumable } of this.failed.splice(0).flat()) resumable?.stop(true);
    this.sum.error = null;
    this.run();
  }

  /** Stops. What the portal has of large files goes too, or stays for the same drop after a reload. */
  cancel(discard) {
    this.cancelled = true;
    this.unpause?.();
    for (const request of this.requests) request.abort();
    for (const { resumable } of this.large) resumable?.stop(discard);
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
      settle(ok, words, (request.status >= 500 && request.status !== 507) || request.status === 429);
    };
    request.onerror = () => settle(false, 'The connection was lost. Check the network, then try again.', true);
    request.onabort = () => settle(false, 'Cancelled.', false);
    request.send(body);
  });
}
