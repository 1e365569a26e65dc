/**
 * Installs the dependencies when they are missing or no longer what the lock file says.
 *
 * `npm start` and `npm test` run this first, on whatever Node the machine has (20 or newer), so it
 * is plain JavaScript without dependencies. It leaves a stamp in node_modules; a second run with
 * the same lock file costs a few milliseconds.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stampFile = join(root, 'node_modules', '.install-stamp');
const pinnedNode = join(
  root,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

/** A hash of what decides the contents of node_modules; other fields of package.json do not. */
function fingerprint() {
  const { dependencies, devDependencies, overrides, allowScripts } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(JSON.stringify({ dependencies, devDependencies, overrides, allowScripts }))
    .update(`${process.platform} ${process.arch}`)
    .digest('hex');
}

function installed() {
  return (
    existsSync(pinnedNode) &&
    existsSync(stampFile) &&
    readFileSync(stampFile, 'utf8').trim() === fingerprint()
  );
}

/** Runs npm itself, the same one that runs this script if there is one. Returns its exit code. */
function npm(...args) {
  const cli = process.env.npm_execpath;
  const result = cli
    ? spawnSync(process.execPath, [cli, ...args], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  return result.status ?? 1;
}

function fail(message) {
  console.error(`\n${message}`);
  process.exit(1);
}

if (!installed()) {
  const began = Date.now();
  console.log('Installing dependencies (once; about half a minute) …');
  if (npm('ci', '--no-audit', '--no-fund', '--loglevel=error') !== 0) {
    fail(
      'Installing failed: npm says why above.\n' +
        'Without a network it cannot work; otherwise delete node_modules and try again.',
    );
  }
  if (!existsSync(pinnedNode)) {
    fail(
      'The package `node`, which brings the Node version this project runs on, has no binary.\n' +
        'Its install script did not run. Allow scripts (`npm config set ignore-scripts false`) and try again.',
    );
  }
  writeFileSync(stampFile, `${fingerprint()}\n`);
  console.log(`Installed in ${((Date.now() - began) / 1000).toFixed(1)} s.`);
}
