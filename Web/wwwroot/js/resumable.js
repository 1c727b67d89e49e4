// One large file by tus (https://tus.io, tus-js-client): it goes in pieces, each with its SHA-256. A cut or a pause costs at
// most one piece, and the same drop after a reload goes on where it stopped.
const pieceBytes = 8 << 20, retryDelays = [500, 1500, 4000, 10000, 20000, 30000, 30000, 60000, 60000, 60000];
const mayPass = [409, 423, 429, 460]; // out of step, in use, too many requests, changed on its way

let library;
const load = () => library ??= import('./tus.min.js').then(() => window.tus);
const statusOf = problem => problem.originalResponse?.getStatus() ?? 0;

const fingerprintOf = (entry, drop) => `portal-${drop}-${entry.name}-${entry.file.size}-${entry.file.lastModified}`;

/** Names a drop, so that only the very same one takes up an upload that was left. */
export const nameOf = entries => `${entries.length}-${entries.reduce((n, e) => n + e.file.size, 0)}`;

/** Id of the upload in which one of these files stopped half way and which still takes files; null: none. */
export async function leftUpload(entries, drop) {
  if (entries.length === 0) return null;
  const tus = await load();
  for (const entry of entries) {
    for (const { uploadUrl } of await tus.defaultOptions.urlStorage.findUploadsByFingerprint(fingerprintOf(entry, drop))) {
      const id = /\/uploads\/([0-9a-f-]{36})\/tus\//.exec(uploadUrl)?.[1];
      const answer = id && await fetch(`/api/v1/uploads/${id}`);
      if (answer?.ok && (await answer.json()).status === 'receiving') return id;
    }
  }
  return null;
}

export class ResumableFile {
  constructor(entry, drop, uploadId) {
    Object.assign(this, { entry, drop, uploadId, held: false, ended: false });
  }

  /** Sends the file, or what is missing of it; resolves when the portal has all, rejects with the portal's own words. */
  async send(onProgress) {
    this.upload ??= await this.open();
    if (this.ended) throw new Error('Cancelled.');
    await new Promise((done, fail) => {
      this.give = fail;
      Object.assign(this.upload.options, {
        onProgress,
        onSuccess: done,
        // Too large: the portal has noted it among the refused files, as it does with every other file.
        onError: problem => statusOf(problem) === 413 ? done() : fail(new Error(wordsOf(problem))),
      });
      if (!this.held) this.upload.start();
    });
  }

  async open() {
    const tus = await load();
    const upload = new tus.Upload(this.entry.file, {
      endpoint: `${location.origin}/api/v1/uploads/${this.uploadId}/tus`,
      chunkSize: pieceBytes,
      retryDelays,
      metadata: { filename: this.entry.name, filetype: this.entry.file.type },
      fingerprint: async () => fingerprintOf(this.entry, this.drop),
      removeFingerprintOnSuccess: true,
      httpStack: new CheckedStack(new tus.DefaultHttpStack()),
      onBeforeRequest: request => {
        request.setHeader('RequestVerificationToken', window.portalSession.token());
        request.setHeader('Accept', 'application/json');
      },
      onShouldRetry: problem => { const status = statusOf(problem); return status === 0 || (status >= 500 && status !== 507) || mayPass.includes(status); },
    });
    const left = (await upload.findPreviousUploads()).find(l => l.uploadUrl?.includes(`/uploads/${this.uploadId}/`));
    if (left) upload.resumeFromPreviousUpload(left);
    return upload;
  }

  pause() {
    this.held = true;
    this.upload?.abort();
  }

  resume() {
    this.held = false;
    this.upload?.start();
  }

  /** Ends the sending. */
  stop(discard) {
    this.ended = true;
    this.upload?.abort(discard).catch(() => { /* the portal forgets it by itself after a while */ });
    this.give?.(new Error('Cancelled.'));
  }
}

/** Gives every piece its checksum where the browser can compute one (on https or on this machine). */
class CheckedStack {
  constructor(inner) {
    this.inner = inner;
  }

  createRequest(method, url) {
    const request = this.inner.createRequest(method, url);
    if (method !== 'PATCH' || !window.crypto?.subtle) return request;
    const send = request.send.bind(request);
    let aborted = false;
    const abort = request.abort.bind(request);
    request.abort = () => { aborted = true; return abort(); };
    request.send = async piece => {
      const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await piece.arrayBuffer()));
      if (aborted) throw new Error('Paused.');
      request.setHeader('Upload-Checksum', `sha256 ${btoa(String.fromCharCode(...hash))}`);
      return send(piece);
    };
    return request;
  }

  getName() {
    return this.inner.getName();
  }
}

function wordsOf(problem) {
  const status = statusOf(problem);
  if (status === 0) return 'The connection was lost. Check the network, then try again.';
  try {
    const answer = JSON.parse(problem.originalResponse.getBody());
    return answer.detail ?? answer.title;
  } catch {
    return `The server answered ${status}.`;
  }
}
