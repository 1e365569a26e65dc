/**
 * Node's own tests from Debian's source package, kept under `.cache/`. Where from is what this
 * machine's apt is set up with; nothing of it is part of the project.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';

const CACHE = join(dirname(fileURLToPath(import.meta.url)), '../../../.cache/node-tests');
/** Debian's releases by what they are, newest first: tried after those that apt itself uses. */
const RELEASES = ['testing', 'unstable', 'stable'];

const execute = promisify(execFile);

export interface NodeTests {
  /** Of Node, `24.21.0`. */
  readonly version: string;
  /** The folder that holds `parallel/`. */
  readonly folder: string;
}

interface Source {
  readonly version: string;
  readonly url: string;
  readonly sha256: string;
}

/**
 * The tests of the version of Node that runs this, or of the nearest that can be had.
 *
 * @param say tells of what takes long
 * @throws Error that says what is missing: apt, its mirror, the network
 */
export async function fetchNodeTests(say: (line: string) => void): Promise<NodeTests> {
  const wanted = process.versions.node;
  const known = cached(wanted);
  if (known) return known;
  const sources = await findSources(say);
  const problems: string[] = [];
  for (const source of sources.sort((a, b) => distance(a.version) - distance(b.version))) {
    const have = cached(source.version);
    if (have) return have;
    try {
      return await unpack(source, say);
    } catch (error) {
      problems.push(`${source.version}: ${(error as Error).message}`);
    }
  }
  throw new Error(
    problems.length > 0
      ? `No source package of Node could be downloaded.\n${problems.join('\n')}`
      : "The mirrors of this machine's apt have no source package called nodejs.",
  );
}

function cached(version: string): NodeTests | undefined {
  const folder = join(CACHE, version, 'test');
  return existsSync(join(folder, 'parallel')) ? { version, folder } : undefined;
}

/** How far a version is from ours: its major first, then the rest. */
function distance(version: string): number {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  const [ours = 0, oursMinor = 0, oursPatch = 0] = process.versions.node.split('.').map(Number);
  return (
    Math.abs(major - ours) * 1e6 + Math.abs(minor - oursMinor) * 1e3 + Math.abs(patch - oursPatch)
  );
}

async function findSources(say: (line: string) => void): Promise<Source[]> {
  const mirrors = await aptMirrors();
  const sources: Source[] = [];
  const problems: string[] = [];
  for (const { uri, releases } of mirrors) {
    for (const release of releases) {
      const url = `${uri}dists/${release}/main/source/Sources.gz`;
      say(`looking for nodejs in ${release} …`);
      try {
        const text = gunzipSync(await download(url)).toString();
        sources.push(...readSources(text, uri));
      } catch (error) {
        problems.push((error as Error).message);
      }
    }
  }
  if (sources.length === 0 && problems.length > 0) throw new Error(problems.join('\n'));
  return sources;
}

/** Where apt gets its packages from, with the releases to look through there. */
async function aptMirrors(): Promise<{ uri: string; releases: string[] }[]> {
  let listed: string;
  try {
    const format = '$(REPO_URI) $(ORIGIN) $(RELEASE)';
    const args = ['indextargets', '--format', format, 'Created-By: Packages'];
    listed = (await execute('apt-get', args)).stdout;
  } catch (error) {
    throw new Error('This needs a Debian machine: its apt says where source packages are.', {
      cause: error,
    });
  }
  const mirrors = new Map<string, Set<string>>();
  for (const line of listed.split('\n')) {
    const [uri, origin, release] = line.split(' ');
    if (!uri || origin !== 'Debian' || !release || release.includes('-')) continue;
    mirrors.set(uri, (mirrors.get(uri) ?? new Set()).add(release));
  }
  if (mirrors.size === 0) throw new Error('apt on this machine has no mirror of Debian.');
  return [...mirrors].map(([uri, own]) => ({
    uri: uri.replace(/\/?$/, '/'),
    releases: [...RELEASES, ...own],
  }));
}

/** The paragraphs on nodejs of an index of sources. */
function readSources(text: string, uri: string): Source[] {
  return text
    .split('\n\n')
    .filter((paragraph) => /^Package: nodejs$/m.test(paragraph))
    .flatMap((paragraph) => {
      const version = /^Version: (?:\d+:)?(\d+\.\d+\.\d+)/m.exec(paragraph)?.[1];
      const folder = /^Directory: (.+)$/m.exec(paragraph)?.[1];
      const file = /^ ([0-9a-f]{64}) \d+ (\S+\.orig\.tar\.\w+)$/m.exec(paragraph);
      if (!version || !folder || !file) return [];
      return [{ version, url: `${uri}${folder}/${file[2]}`, sha256: file[1]! }];
    });
}

async function unpack({ version, url, sha256 }: Source, say: (line: string) => void) {
  say(`downloading the source package of Node ${version} …`);
  const archive = await download(url);
  if (createHash('sha256').update(archive).digest('hex') !== sha256) {
    throw new Error(`what ${url} gave is not what the index of sources promises`);
  }
  const into = join(CACHE, `${version}.partial`);
  await rm(into, { recursive: true, force: true });
  await mkdir(into, { recursive: true });
  const file = join(into, 'source.tar');
  await writeFile(file, archive);
  const only = ['--strip-components=1', '--wildcards', '*/test/parallel'];
  await execute('tar', ['-xf', file, '-C', into, ...only]);
  await rm(file);
  await rename(into, join(CACHE, version));
  return cached(version)!;
}

async function download(url: string): Promise<Buffer> {
  let response: Response;
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(120_000) });
  } catch (error) {
    const { cause, message } = error as Error;
    throw new Error(`${url}: ${cause instanceof Error ? cause.message : message}`, {
      cause: error,
    });
  }
  if (!response.ok) throw new Error(`${url}: ${response.status} ${response.statusText}`);
  return Buffer.from(await response.arrayBuffer());
}
