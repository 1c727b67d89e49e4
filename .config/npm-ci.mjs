// Runs `npm ci` once per change of package-lock.json, however many builds ask for it at the same time.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stamp = join(root, 'node_modules', '.installed')
const lock = join(root, 'artifacts', 'npm-ci.lock')
const wanted = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex')

const read = file => { try { return readFileSync(file, 'utf8').trim() } catch { return null } }
const alive = pid => { try { process.kill(pid, 0); return true } catch (e) { return e.code === 'EPERM' } }
const sleep = ms => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)

function acquire() {
  mkdirSync(dirname(lock), { recursive: true })
  for (let emptyFor = 0; ; sleep(200)) {
    try {
      mkdirSync(lock)
      writeFileSync(join(lock, 'pid'), String(process.pid))
      return
    } catch (e) {
      if (e.code !== 'EEXIST') throw e
    }
    // A lock whose owner died, or that never got its owner's name, is taken over.
    const owner = read(join(lock, 'pid'))
    emptyFor = owner ? 0 : emptyFor + 1
    if (owner ? !alive(Number(owner)) : emptyFor > 25) rmSync(lock, { recursive: true, force: true })
  }
}

if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(`Node.js 20 or newer is needed to build; this is ${process.version}.`)
  process.exit(1)
}
acquire()
let code = 0
try {
  if (read(stamp) !== wanted) {
    // No install scripts: the only ones make library links, which the portal makes itself.
    const npm = spawnSync('npm ci --no-audit --no-fund --ignore-scripts --loglevel=error', { cwd: root, shell: true, stdio: 'inherit' })
    code = npm.status ?? 1
  }
  if (code === 0) writeFileSync(stamp, wanted + '\n') // also when nothing was to do: its time tells the build so
} finally {
  rmSync(lock, { recursive: true, force: true })
}
process.exit(code)
