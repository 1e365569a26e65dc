/** What changes a fleet: autoscaling, releases, hands. Claims 5, 6 and 7. */
import type { Experiment } from '../../../src/lab/manifest.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import { ask, release, spell } from '../loads.ts';
import { answerTo, hostsWith, percent, round } from './parts.ts';

/** Instances in rotation at first. Two workers each, and about 350 ms a page: 34 pages a second. */
const FEW = 6;
const scaleOn = (signal: string) => ({
  deploy: { env: { SCALE_ON: signal, ACTIVE: String(FEW) } },
});

/** How many instances the autoscaler added. */
function added(journal: JournalView): number {
  const said = journal.all('log').flatMap(({ machine, text }) => {
    const count = /^(\d+) instances in rotation$/.exec(text)?.[1];
    return machine === 'lb' && count !== undefined ? [Number(count)] : [];
  });
  return (said.at(-1) ?? FEW) - FEW;
}

/** The highest share that the autoscaler saw of its signal, in per cent. */
function seen(journal: JournalView): number {
  const all = journal.all('log').map(({ text }) => Number(/ at (\d+)%$/.exec(text)?.[1] ?? 0));
  return Math.max(...all);
}

const late = { load: 'visits', since: 4000 };

const scaling: Experiment = {
  id: 'wrong-signal',
  claims: ['observability-05'],
  title: 'Pages that wait for a supplier, scaled on CPU and on work in progress',
  scenario: {
    until: 7000,
    machines: {
      ...hostsWith({ SUPPLIER_MS: '300', PAGE_MS: '20' }),
      lb: { env: { ACTIVE: String(FEW) } },
    },
    timeline: spell('visits', 100, 5400, 55),
  },
  variants: [
    { id: 'cpu', label: 'CPU above 70%', machines: scaleOn('cpu') },
    { id: 'workers', label: 'wanted workers above 70%', machines: scaleOn('workers') },
  ],
  measure: ({ cpu, workers }) => ({
    addedCpu: added(cpu!),
    addedWorkers: added(workers!),
    seenCpu: seen(cpu!),
    p95Cpu: round(cpu!.percentile(0.95, late)),
    p95Workers: round(workers!.percentile(0.95, late)),
  }),
  passes: (v) => v.addedCpu === 0 && v.addedWorkers! >= 2 && v.p95Cpu! >= 2 * v.p95Workers!,
  condition:
    'the rule on CPU adds 0 instances, the rule on wanted workers at least 2; p95 at least twice as high with the former',
  reading: (v) => ({
    label: 'instances added: on CPU, on work in progress',
    value: `${v.addedCpu}, ${v.addedWorkers}`,
    detail: `CPU never got above ${v.seenCpu}%. In the last seconds p95 is ${v.p95Cpu} ms and ${v.p95Workers} ms.`,
  }),
};

const bad = (journal: JournalView): number =>
  journal.requests({ load: 'visits' }).filter(({ outcome }) => outcome !== 'ok').length;

const canary: Experiment = {
  id: 'canary',
  claims: ['observability-06'],
  title: 'A build that fails half of its requests',
  scenario: { until: 5500, timeline: spell('visits', 100, 5000, 60) },
  variants: [
    { id: 'all', label: 'to all fifty at once', timeline: [ask(1000, release('v2', 50))] },
    { id: 'canary', label: 'to two of fifty first', timeline: [ask(1000, release('v2', 2))] },
  ],
  measure: ({ all, canary: first }) => ({
    all: bad(all!),
    canary: bad(first!),
    ratio: round(bad(first!) / bad(all!), 3),
    lateAll: all!.requests({ load: 'visits', since: 4200 }).filter((each) => each.outcome !== 'ok')
      .length,
    lateCanary: first!
      .requests({ load: 'visits', since: 4200 })
      .filter((each) => each.outcome !== 'ok').length,
  }),
  passes: (v) => v.canary! > 0 && v.ratio! <= 0.1 && v.lateAll === 0 && v.lateCanary === 0,
  condition:
    'both are taken back by the same rule after 2.5 s: bad answers of the canary at most 0.1 of those of all at once, and none once it is back',
  reading: (v) => ({
    label: 'bad answers',
    value: `${v.all} → ${v.canary}`,
    detail: `To all at once, and to two of fifty. Both were watched for 2.5 s and then taken back without a hand: ${percent(v.ratio!)} of the damage.`,
  }),
};

/** Instances that do not run what is written down, as the metrics tell. */
const differ = (journal: JournalView, nth: number): number =>
  50 - answerTo<{ readonly instances: number }>(journal, /^\/builds\/v1\?/, nth).instances;

const look = { to: 'metrics', from: 'operator', path: '/builds/v1?ms=1000' };

const drift: Experiment = {
  id: 'drift',
  claims: ['observability-07'],
  title: 'Somebody changes one instance by hand',
  adds: { machines: [], links: [{ from: 'operator', to: 'host-1' }] },
  scenario: {
    until: 3500,
    timeline: [
      ask(1200, {
        to: 'host-1',
        from: 'operator',
        method: 'PUT',
        path: '/builds/v1-hotfix?instance=13',
      }),
      ask(1900, look),
      ask(3200, look),
    ],
  },
  variants: [
    { id: 'hands', label: 'nobody compares' },
    {
      id: 'code',
      label: 'compared with what is written down every second',
      machines: { deploy: { env: { RECONCILE: 'on' } } },
    },
  ],
  measure: ({ hands, code }) => ({
    before: differ(code!, 0),
    after: differ(code!, 1),
    handsAfter: differ(hands!, 1),
  }),
  passes: (v) => v.before === 1 && v.after === 0 && v.handsAfter === 1,
  condition:
    'instances that differ from what is written down: 1 before, 0 after; 1 if nobody compares',
  reading: (v) => ({
    label: 'instances that differ',
    value: `${v.before} → ${v.after}`,
    detail: `Two seconds after a change by hand. Where nobody compares it is still ${v.handsAfter}.`,
  }),
};

export const changing: readonly Experiment[] = [scaling, canary, drift];
