// The real tus-js-client sends a file and loses its connection in the middle of one piece after another; each cut is told as a line of JSON.
import fs from 'node:fs';
import tus from 'tus-js-client';

const [endpoint, token, path, cuts, pieceBytes, apart = 0] = process.argv.slice(2); // apart: least pieces from cut to cut
const say = line => process.stdout.write(JSON.stringify(line) + '\n');
let cut = 0, sending = null, lost = null, waitMs = 20;

const upload = new tus.Upload(fs.createReadStream(path), {
  endpoint,
  chunkSize: Number(pieceBytes),
  headers: { Authorization: `Bearer ${token}` },
  metadata: { filename: 'drill/big.tiff', filetype: 'image/tiff' },
  retryDelays: [100, 200, 500, 1000, 2000, 2000, 5000, 5000, 5000, 5000],
  onBeforeRequest: request => {
    if (request.getMethod() !== 'PATCH') return;
    const piece = Number(request.getHeader('Upload-Offset'));
    sending = piece;
    if (cut < Number(cuts) && piece >= cut * apart * pieceBytes) setTimeout(() => breakOff(piece), waitMs * (1 + cut % 3) / 3);
  },
  onAfterResponse: (request, response) => {
    if (request.getMethod() === 'PATCH') sending = null;
    if (request.getMethod() !== 'HEAD' || response.getStatus() !== 200 || lost === null) return;
    say({ cut: ++cut, piece: lost, resumed: Number(response.getHeader('Upload-Offset')) });
    lost = null;
  },
  onSuccess: () => say({ done: true }),
  onError: problem => { say({ error: problem.message }); process.exitCode = 1; },
});

function breakOff(piece) {
  if (lost !== null) return;
  waitMs *= sending === piece ? 1.1 : .5; // too late: the piece had arrived
  if (sending !== piece) return;
  lost = piece;
  upload.abort(); // destroys the socket
  setTimeout(() => upload.start(), 30);
}

upload.start();
