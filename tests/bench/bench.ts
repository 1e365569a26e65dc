/**
 * `npm run bench`: how fast labs start and run, and what a lesson weighs, on this machine now.
 * Prints a table and writes `.cache/bench.json`. Figures of one run can be compared with each
 * other; those of two machines cannot.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { dist, ensureBuilt } from '../../scripts/build.ts';
import { root } from '../../scripts/run.ts';
import { serve } from '../../scripts/serve.ts';
import { openInPage } from './in-page.ts';
import { closedLoop, openLoop, shop } from './plan.ts';
import { measureRealNode } from './real-node.ts';
import { users } from './workload.ts';

const lesson = '/load-balancer/';
const boots = 7;
const rounds = 3;
const warmMs = 2000;
const measureMs = 4000;

function row(what: string, value: string, note: string): void {
  console.log(`  ${what.padEnd(46)} ${value.padStart(10)}   ${note}`);
}

/** The middle value; of an even number, the lower of the two. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

const kb = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;
const whole = (values: readonly number[]): string => values.map(Math.round).join(', ');

const built = await ensureBuilt();
if (!built.ok) {
  console.error(`${built.output}\nThe site did not build; there is nothing to measure.`);
  process.exit(1);
}
const site = await serve(dist, { port: 0 });
const page = await openInPage(site.url);
try {
  const machine = {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    node: process.version,
    chromium: page.version,
  };
  console.log(`${machine.cores} cores, Node ${machine.node}, Chromium ${machine.chromium}\n`);

  const bootMs: number[] = [];
  const warmBootMs: number[] = [];
  for (let run = 0; run < boots; run += 1) {
    const { cold, warm } = await page.pressToAnswer(lesson, 1);
    bootMs.push(cold);
    warmBootMs.push(...warm);
  }
  row('Start pressed to first good answer', `${whole([median(bootMs)])} ms`, whole(bootMs));
  row('the same, when it has run before', `${whole([median(warmBootMs)])} ms`, whole(warmBootMs));

  const engineMs: { cold: number[]; warm: number[] } = { cold: [], warm: [] };
  for (let run = 0; run < rounds; run += 1) {
    const { cold, warm } = await page.bootToAnswer(shop(3, true), openLoop(240), 2);
    engineMs.cold.push(cold);
    engineMs.warm.push(...warm);
  }
  row(
    'the engine: boot to first 200, cold',
    `${whole([median(engineMs.cold)])} ms`,
    whole(engineMs.cold),
  );
  row('warm', `${whole([median(engineMs.warm)])} ms`, whole(engineMs.warm));

  const many = shop(18, true);
  const bootOf: Record<string, number[]> = {};
  for (const [where, plan] of [
    ['one thread', many],
    ['Workers of their own', { ...many, vetted: [] }],
  ] as const) {
    const ms = (bootOf[where] = [] as number[]);
    for (let run = 0; run < rounds; run += 1) ms.push(await page.boot(plan));
    row(`${many.machines.length} processes boot, ${where}`, `${whole([median(ms)])} ms`, whole(ms));
  }

  // In turn, so that whatever else this machine does falls on both.
  const inPage: number[] = [];
  const real: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    real.push(await measureRealNode(warmMs, measureMs));
    const { perSecond } = await page.throughput(shop(2, false), closedLoop, warmMs, measureMs);
    inPage.push(perSecond);
  }
  const ratio = median(inPage) / median(real);
  const setup = `${users} clients, costs at zero; rounds:`;
  row('requests/s in the page, virtual time', whole([median(inPage)]), `${setup} ${whole(inPage)}`);
  row('requests/s on real Node, loopback', whole([median(real)]), `${setup} ${whole(real)}`);
  row('page ÷ real Node', ratio.toFixed(2), 'medians of the same run');

  const speeds: Record<string, { processes: number; simulatedS: number; wallS: number }> = {};
  for (const { rate, webs, simulatedS } of [
    { rate: 200, webs: 2, simulatedS: 60 },
    { rate: 1000, webs: 9, simulatedS: 20 },
  ]) {
    const plan = shop(webs, true);
    const { wallMs } = await page.simulate(plan, openLoop(rate), simulatedS * 1000);
    const wallS = wallMs / 1000;
    speeds[rate] = { processes: plan.machines.length, simulatedS, wallS };
    row(
      `simulated s per real s at ${rate} requests/s`,
      (simulatedS / wallS).toFixed(1),
      `${plan.machines.length} processes, ${simulatedS} s in ${wallS.toFixed(2)} s`,
    );
  }

  const live = await page.live(lesson);
  row(
    `frames/s with a lab at ${live.load} requests/s`,
    whole([median(live.framesPerSecond)]),
    `seconds: ${whole(live.framesPerSecond)}`,
  );
  row(
    'input to paint meanwhile',
    `${median(live.inputToPaintMs)} ms`,
    `of ${live.inputToPaintMs.length} events over 16 ms; at most ${Math.max(0, ...live.inputToPaintMs)} ms`,
  );
  row(
    'a jump on the timeline to its frame',
    `${whole([median(live.jumpMs)])} ms`,
    whole(live.jumpMs),
  );
  row('changes of the page in 1 s, lab out of sight', `${live.changesUnseen}`, '');

  const { before, after } = await page.weights(lesson);
  const parts = (weight: typeof before): string => `of it JavaScript ${kb(weight.script)}`;
  row('a lesson loads before its lab starts', kb(before.total), parts(before));
  row('and in all once its lab runs', kb(after.total), parts(after));

  const file = join(root, '.cache', 'bench.json');
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(
    file,
    `${JSON.stringify(
      {
        at: new Date().toISOString(),
        machine,
        pressToFirstAnswerMs: { cold: bootMs, warm: warmBootMs },
        bootToFirstAnswerMs: engineMs,
        bootMs: bootOf,
        requestsPerSecond: {
          inPage: { median: median(inPage), runs: inPage },
          realNode: { median: median(real), runs: real },
          ratio,
        },
        simulation: speeds,
        live,
        lessonBytes: { before, after },
      },
      null,
      2,
    )}\n`,
  );
  console.log(`\nWritten to ${file}`);
} finally {
  await page.close();
  await site.close();
}
