/** Installs once, again when the lock file says so, and never pretends. With a stand-in for npm. */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root } from '../../../scripts/run.ts';

let project: string;
const file = (...path: string[]): string => join(project, ...path);

/** What the stand-in does when it is asked to install. */
function npmThat(does: 'installs' | 'fails' | 'skips scripts'): void {
  const node = "'node_modules/node/bin'";
  writeFileSync(
    file('npm.cjs'),
    `const fs = require('node:fs');
     fs.appendFileSync('calls.txt', process.argv.slice(2).join(' ') + '\\n');
     fs.rmSync('node_modules', { recursive: true, force: true });
     fs.mkdirSync('node_modules');
     ${does === 'installs' ? `fs.mkdirSync(${node}, { recursive: true }); fs.writeFileSync(${node} + '/' + (process.platform === 'win32' ? 'node.exe' : 'node'), '');` : ''}
     process.exit(${does === 'fails' ? 1 : 0});`,
  );
}

function install(): { code: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file('scripts/install.mjs')], {
    env: { ...process.env, npm_execpath: file('npm.cjs') },
    encoding: 'utf8',
  });
  return { code: status, said: stdout + stderr };
}

const calls = (): string[] =>
  existsSync(file('calls.txt')) ? readFileSync(file('calls.txt'), 'utf8').trim().split('\n') : [];

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'install-'));
  mkdirSync(file('scripts'));
  cpSync(join(root, 'scripts/install.mjs'), file('scripts/install.mjs'));
  writeFileSync(file('package.json'), '{"scripts":{},"dependencies":{"a":"1.0.0"}}');
  writeFileSync(file('package-lock.json'), '{"lockfileVersion":3}');
});

afterEach(() => {
  rmSync(project, { recursive: true, force: true });
});

test('installs the first time, and is silent the second', () => {
  npmThat('installs');
  expect(install()).toMatchObject({ code: 0, said: expect.stringContaining('Installed in') });
  expect(calls()).toEqual([expect.stringMatching(/^ci /)]);
  expect(install()).toEqual({ code: 0, said: '' });
  expect(calls()).toHaveLength(1);
});

test('installs again for another lock file or dependency, not for another script', () => {
  npmThat('installs');
  install();
  writeFileSync(file('package.json'), '{"scripts":{"x":"y"},"dependencies":{"a":"1.0.0"}}');
  install();
  expect(calls()).toHaveLength(1);
  writeFileSync(file('package-lock.json'), '{"lockfileVersion":3,"packages":{}}');
  install();
  expect(calls()).toHaveLength(2);
  writeFileSync(file('package.json'), '{"dependencies":{"a":"1.0.1"}}');
  install();
  expect(calls()).toHaveLength(3);
});

test('a failed install fails, says so, and is tried again', () => {
  npmThat('fails');
  expect(install()).toMatchObject({ code: 1, said: expect.stringContaining('Installing failed') });
  npmThat('installs');
  expect(install().code).toBe(0);
  expect(calls()).toHaveLength(2);
});

test('a Node that did not come is named', () => {
  npmThat('skips scripts');
  expect(install()).toMatchObject({ code: 1, said: expect.stringContaining('ignore-scripts') });
});
