/** What rings when: tail, business, saturation. Claims 3 and 4. */
import type { Experiment } from '../../../src/lab/manifest.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import { ask, fault, item, order, spell } from '../loads.ts';
import { pages } from '../drills/pages.ts';
import { RULES, round } from './parts.ts';

const END = 6000;

const signals = (journal: JournalView, since: number): readonly string[] =>
  pages(journal).flatMap(({ at, signal }) => (at >= since ? [signal] : []));

/** Items and, from a load of their own, orders: one in five. */
const visits = [
  ...spell('items', 100, END - 700, 48),
  ...spell('orders', 100, END - 700, 12, [order]),
];

const threeKinds: Experiment = {
  id: 'mean-and-tail',
  claims: ['observability-03'],
  title: 'A slow fortieth, and orders that vanish with a 201',
  scenario: { until: END, timeline: visits },
  variants: [
    {
      id: 'slow',
      label: 'one page in forty takes 1.2 s longer',
      overlay: RULES,
      timeline: [ask(1500, fault('slow-path'))],
    },
    {
      id: 'dropped',
      label: 'orders are confirmed and not written',
      overlay: RULES,
      timeline: [ask(1500, fault('drop'))],
    },
  ],
  measure: ({ slow, dropped }) => {
    const asked = slow!.requests({ load: 'items', since: 1600, until: 4600 });
    const total = asked.reduce((sum, { ms = 0 }) => sum + ms, 0);
    const rung = signals(dropped!, 0);
    return {
      mean: round(total / asked.length, 1),
      p50: round(slow!.percentile(0.5, { load: 'items', since: 1600, until: 4600 }), 1),
      p99: round(slow!.percentile(0.99, { load: 'items', since: 1600, until: 4600 })),
      latencyRung: signals(slow!, 1500).filter((signal) => signal === 'latency').length,
      slowOther: signals(slow!, 0).filter((signal) => signal !== 'latency').length,
      failedDropped: dropped!.requests().filter(({ outcome }) => outcome !== 'ok').length,
      businessRung: rung.filter((signal) => signal === 'business').length,
      otherRung: rung.filter((signal) => signal !== 'business').length,
    };
  },
  passes: (v) =>
    v.mean! <= 60 &&
    v.p99! >= 1000 &&
    v.latencyRung! >= 1 &&
    v.failedDropped === 0 &&
    v.businessRung! >= 1 &&
    v.otherRung === 0,
  condition:
    'slow fortieth: mean at most 60 ms, p99 at least 1,000 ms, the latency alarm rings; orders dropped with a 201: no request fails, and only the business alarm rings',
  reading: (v) => ({
    label: 'mean, and p99',
    value: `${Math.round(v.mean!)} ms, ${round(v.p99!)} ms`,
    detail: `One page in forty takes 1.2 s longer; the median is ${v.p50} ms. When orders vanish behind a 201, ${v.failedDropped} requests fail, and only the alarm that counts orders rings.`,
  }),
};

const RAMP = 2000;

const saturation: Experiment = {
  id: 'saturation-first',
  claims: ['observability-04'],
  title: 'More visitors than the database can serve',
  scenario: {
    until: 4500,
    machines: { db: { cores: 2 } },
    timeline: [
      ...spell('visits', 100, 3900, 60, [item]),
      ...spell('orders', 100, 3900, 5, [order]),
      ...spell('ramp', RAMP, 2000, 90, [item]),
    ],
  },
  variants: [{ id: 'run', label: 'alarms on the line and on errors', overlay: RULES }],
  measure: ({ run }) => {
    const failed = run!.requests().filter(({ outcome }) => outcome !== 'ok');
    const first = Math.min(...failed.map(({ end = Infinity }) => end));
    const rung = (signal: string) => pages(run!).find((page) => page.signal === signal)?.at ?? 1e6;
    return {
      failed: failed.length,
      ahead: round(first - rung('saturation')),
      behind: round(rung('errors') - first),
      failedBefore: failed.filter(({ end = Infinity }) => end <= rung('errors')).length,
    };
  },
  passes: (v) => v.failed! > 0 && v.ahead! > 0 && v.behind! >= 0 && v.behind! < 4000,
  condition:
    'the alarm on the waiting line rings before the first failed request; the alarm on errors does not',
  reading: (v) => ({
    label: 'before the first failed request',
    value: String(v.ahead),
    unit: 'ms',
    detail: `That is when the alarm on the waiting line rings. The alarm on errors comes ${v.behind} ms after it, with ${v.failedBefore} visitors turned away.`,
  }),
};

export const ringing: readonly Experiment[] = [threeKinds, saturation];
