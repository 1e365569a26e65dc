/**
 * Kills and restarts machines for long under steady load, and looks at what is left behind. One of
 * the machines shares the kernel's thread, the other runs a changed file in a Worker of its own.
 */
import { build } from 'esbuild';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { root } from '../../scripts/run.ts';
import type { BootPlan } from '../../src/engine/contract.ts';
import { HeapMeter, type Heaps } from './heaps.ts';
import { openLoop, shop } from './plan.ts';
import type { Counts, SoakSide } from './soak-page.ts';

declare global {
  /** In the page; see `soak-page.ts`. */
  var soak: SoakSide;
}

export interface Soak {
  readonly before: Heaps;
  readonly after: Heaps;
  /** The page's heap before the session was booted, and when it was gone again. */
  readonly alone: { readonly before: number; readonly after: number };
  readonly counts: Counts;
}

const RATE = 200;
/** Cycles before the first measurement: what is kept on purpose is there then. */
const WARM = 10;
const VICTIMS = ['web-1', 'web-2'];

/**
 * @param page of the built site, loaded
 * @param cycles of killing and starting both machines
 * @param minutes simulated, over all cycles
 */
export async function soakIn(page: Page, cycles: number, minutes: number): Promise<Soak> {
  await page.evaluate(await bundlePage());
  const everyMs = (minutes * 60_000) / cycles;
  await page.evaluate((args) => soak.boot(...args), [plan(), openLoop(RATE)] as const);
  const meter = await HeapMeter.open(page);
  const alone = await pageHeap(page);
  const run = (count: number): Promise<void> =>
    page.evaluate((args) => soak.cycles(...args), [VICTIMS, count, everyMs] as const);
  await run(WARM);
  const before = await meter.measure();
  await run(cycles);
  const after = await meter.measure();
  const counts = await page.evaluate(() => soak.counts());
  await page.evaluate(() => soak.end());
  return { before, after, alone: { before: alone, after: await pageHeap(page) }, counts };
}

/** What leaked, in words; empty when nothing did. */
export function leaksOf({ before, after, alone, counts }: Soak): string[] {
  const leaks: string[] = [];
  const grown = (what: string, from: number, to: number): void => {
    if (to > from * 1.2)
      leaks.push(`${what} grew from ${kb(from)} to ${kb(to)} (${(to / from).toFixed(2)} times)`);
  };
  grown("the page's heap", before.page, after.page);
  grown("the engine's heaps", before.engine, after.engine);
  grown("the page's heap without a session", alone.before, alone.after);
  if (after.workers > before.workers)
    leaks.push(`there are ${after.workers} Workers, and there were ${before.workers}`);
  if (counts.strange.length > 0)
    leaks.push(
      `${counts.strange.length} machines ended by themselves, the first: ${counts.strange[0]}`,
    );
  return leaks;
}

export const kb = (bytes: number): string => `${Math.round(bytes / 1024)} KB`;

/** The shop, in which one web server runs a file that is not the course's. */
function plan(): BootPlan {
  const given = shop(2, true);
  const web = given.machines.find(({ id }) => id === 'web-2')!.entry;
  const changed = web.replace('web.ts', 'changed.ts');
  return {
    ...given,
    files: { ...given.files, [changed]: `import './web.ts';\n` },
    machines: given.machines.map((spec) =>
      spec.id === 'web-2' ? { ...spec, entry: changed } : spec,
    ),
  };
}

async function pageHeap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = (await session.send('Runtime.getHeapUsage')) as { usedSize: number };
  await session.detach();
  return usedSize;
}

async function bundlePage(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'tests', 'bench', 'soak-page.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  });
  return outputFiles[0]?.text ?? '';
}
