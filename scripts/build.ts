/**
 * Builds the site into dist/. As a command (`npm run build`) it always builds; `ensureBuilt` builds
 * only when a source has changed since, or when dist/ is missing or was built by other means.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root, runTool } from './run.ts';

/** Everything that the built site depends on, relative to the root. */
const inputs = [
  'src',
  'content',
  'labs',
  'public',
  'astro.config.mjs',
  'tsconfig.json',
  'package-lock.json',
];

/** What whoever builds it chooses, in the environment (`src/integrations/settings.ts`). */
const settings = ['PUBLIC_LAB_ENGINE', 'PUBLIC_WEBCONTAINER_API_KEY'];

export const dist = join(root, 'dist');
const stampFile = join(root, '.cache', 'build-stamp.json');

export interface BuildResult {
  readonly ok: boolean;
  /** False when dist/ was already up to date. */
  readonly built: boolean;
  /** What the build printed, unless it was shown. */
  readonly output: string;
}

/** Builds unless dist/ is what the sources say. `show` passes the build's output through. */
export async function ensureBuilt(options: { readonly show?: boolean } = {}): Promise<BuildResult> {
  if (readStamp() === currentStamp()) return { ok: true, built: false, output: '' };
  return build(options);
}

/** Builds the site. A build that fails leaves no stamp, so the next one starts anew. */
export async function build(options: { readonly show?: boolean } = {}): Promise<BuildResult> {
  const before = hashInputs();
  const result = await runTool('astro', ['build'], {
    env: { ASTRO_TELEMETRY_DISABLED: '1' },
    show: options.show ?? false,
  });
  if (result.code !== 0) return { ok: false, built: true, output: result.output };
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(stampFile, currentStamp(before));
  return { ok: true, built: true, output: result.output };
}

function readStamp(): string | undefined {
  return existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : undefined;
}

/** The sources and the build they led to; a dist/ that something else has written differs. */
function currentStamp(sources = hashInputs()): string {
  const page = join(dist, 'index.html');
  return JSON.stringify({ sources, page: existsSync(page) ? statSync(page).mtimeMs : null });
}

function hashInputs(): string {
  const hash = createHash('sha256');
  for (const name of settings) hash.update(`${name}=${process.env[name] ?? ''}\0`);
  for (const input of inputs) {
    for (const file of filesUnder(join(root, input))) {
      hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

function filesUnder(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}

if (import.meta.main) {
  process.exitCode = (await build({ show: true })).ok ? 0 : 1;
}
