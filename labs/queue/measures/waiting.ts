/** What waits instead of the visitor, and for how long. Claims 01, 02, 03, 04, 05, 06, 11 and 13. */
import type { Experiment } from '../../../src/lab/manifest.ts';
import { audit, signup, spell } from '../loads.ts';
import {
  backlogAt,
  DIRECT,
  drained,
  extraWorkers,
  peakAtMailer,
  percent,
  round,
  timesOut,
  waitOf,
  without,
} from './parts.ts';

const WORKERS = ['worker-1', 'worker-2'];
const starts = (at: number, ...machines: readonly string[]) =>
  machines.map((machine) => ({ at, action: { kind: 'start' as const, machine } }));
const once = (times: readonly number[]) => times.filter((count) => count === 1).length;

const noWorkers: Experiment = {
  id: 'no-workers',
  claims: ['queue-01'],
  title: 'Fifty sign-ups and nobody at work',
  scenario: {
    until: 6500,
    machines: without(...WORKERS),
    timeline: [
      ...spell('signups', 100, 50, 50, signup),
      ...starts(2000, ...WORKERS),
      ...spell('audit', 5300, 50, 50, audit),
    ],
  },
  variants: [{ id: 'late', label: 'workers start a second after the last sign-up' }],
  measure: ({ late }) => ({
    accepted: late!.count({ label: 'signup', outcome: 'ok' }),
    before: late!.hops({ to: 'mailer', method: 'POST', until: 2000 }).length,
    done: once(timesOut(late!)),
  }),
  passes: (v) => v.accepted === 50 && v.before === 0 && v.done === 50,
  condition: '50 sign-ups confirmed with no worker running, 50 mails out after two are started',
  reading: (v) => ({
    label: 'sign-ups confirmed with no worker running',
    value: String(v.accepted),
    detail: `And ${v.done} mails out later, once two workers were started.`,
  }),
};

const prefetch: Experiment = {
  id: 'prefetch',
  claims: ['queue-02'],
  title: 'A slow worker with a full plate',
  scenario: {
    until: 8000,
    // The whole plate is hidden for as long as it takes, as with a broker that waits for the ack.
    machines: {
      queue: { env: { VISIBLE_MS: '60000' } },
      'worker-1': { cpuSpeed: 0.07, autostart: false },
      'worker-2': { autostart: false },
    },
    timeline: [...spell('signups', 100, 40, 80, signup), ...starts(900, ...WORKERS)],
  },
  variants: [
    {
      id: 'plate',
      label: 'up to 20 jobs each in advance',
      overlay: 'experiments/hoard',
      machines: { 'worker-1': { env: { HOARD: '20' } }, 'worker-2': { env: { HOARD: '20' } } },
    },
    { id: 'one', label: 'the next job when one is done', overlay: 'experiments/hoard' },
  ],
  measure: ({ plate, one }) => {
    const bySlow = (run: typeof plate) =>
      run!.hops({ from: 'worker-1', to: 'mailer', method: 'POST' }).length;
    return {
      plate: round(drained(plate!, 900)),
      one: round(drained(one!, 900)),
      slowPlate: bySlow(plate),
      slowOne: bySlow(one),
    };
  },
  passes: (v) => v.plate! >= 2 * v.one! && v.slowPlate! >= 2 * v.slowOne!,
  condition:
    '40 jobs, one of two workers slow: taken 20 in advance they last at least twice as long as one by one',
  reading: (v) => ({
    label: 'time to work off 40 jobs, one worker slow',
    value: `${round(v.plate! / 1000, 1)} → ${round(v.one! / 1000, 1)}`,
    unit: 's',
    detail: `Twenty handed out in advance, then one at a time. The slow worker did ${v.slowPlate} of them, then ${v.slowOne}.`,
  }),
};

const inlineOrQueued: Experiment = {
  id: 'inline-or-queued',
  claims: ['queue-03', 'queue-13'],
  title: 'The mail before the answer, and after it',
  adds: { machines: [], links: [DIRECT] },
  scenario: {
    until: 6000,
    timeline: [...spell('signups', 100, 60, 15, signup), ...spell('audit', 4600, 60, 60, audit)],
  },
  variants: [
    { id: 'inline', label: 'mail first, then the answer', overlay: 'experiments/inline' },
    { id: 'queued', label: 'answer, then the mail' },
  ],
  measure: ({ inline, queued }) => ({
    p50Inline: round(inline!.percentile(0.5, { label: 'signup' }), 1),
    p50Queued: round(queued!.percentile(0.5, { label: 'signup' }), 1),
    p95Inline: round(inline!.percentile(0.95, { label: 'signup' }), 1),
    p95Queued: round(queued!.percentile(0.95, { label: 'signup' }), 1),
    asked: queued!.count({ label: 'signup' }),
    out: once(timesOut(queued!)),
    wait: round(waitOf(queued!, 0.5)),
  }),
  passes: (v) =>
    v.p50Queued! <= 0.3 * v.p50Inline! && v.p95Queued! <= 0.3 * v.p95Inline! && v.out === v.asked,
  condition:
    'queued: median and p95 of the sign-up at most 0.3 of inline; no mail missing at the end',
  reading: (v) => ({
    label: 'median answer to a sign-up',
    value: `${v.p50Inline} → ${v.p50Queued}`,
    unit: 'ms',
    detail: `With the mail sent first, then with a queue. All ${v.out} mails went out; half of them within ${v.wait} ms.`,
  }),
};

/** In the live lab the queue takes 60 jobs. */
const UNBOUNDED = { env: { MAX_JOBS: '100000' } };

const FLOOD = 150;

const flood: Experiment = {
  id: 'flood',
  claims: ['queue-04', 'queue-11'],
  title: '150 sign-ups at once',
  adds: { machines: extraWorkers([3, 4]).machines, links: [DIRECT, ...extraWorkers([3, 4]).links] },
  scenario: {
    until: 7000,
    timeline: [
      ...spell('signups', 100, FLOOD, 1500, signup),
      ...spell('audit', 4500, FLOOD, 80, audit),
    ],
    // Enough room in front that only the mailer can refuse.
    machines: { web: { cores: 64 }, queue: UNBOUNDED },
  },
  variants: [
    { id: 'direct', label: 'straight to the mailer', overlay: 'experiments/inline' },
    { id: 'queued', label: 'through the queue, four workers' },
  ],
  measure: ({ direct, queued }) => ({
    refused: FLOOD - direct!.count({ label: 'signup', outcome: 'ok' }),
    refusedQueued: FLOOD - queued!.count({ label: 'signup', outcome: 'ok' }),
    out: once(timesOut(queued!)),
    peak: peakAtMailer(queued!),
    last: round(drained(queued!, 100)),
  }),
  passes: (v) => v.refused! >= 100 && v.refusedQueued === 0 && v.out === FLOOD && v.peak! <= 5,
  condition:
    '150 sign-ups in 100 ms. Direct: at least 100 fail; queued: none, 150 mails out, at most 5 at the mailer at once',
  reading: (v) => ({
    label: 'sign-ups that failed, of 150 at once',
    value: `${v.refused} → ${v.refusedQueued}`,
    detail: `The mailer takes ten at a time. With four workers it never sees more than ${v.peak}, and the last mail is out after ${round(v.last! / 1000, 1)} s.`,
  }),
};

const OFFERED = 36;
const overload: Experiment = {
  id: 'overload',
  claims: ['queue-04'],
  title: 'Half as much again, and no end',
  scenario: {
    until: 5600,
    machines: { queue: UNBOUNDED },
    timeline: spell('signups', 100, OFFERED * 5, OFFERED, signup),
  },
  variants: [
    { id: 'open', label: 'a queue without a bound' },
    {
      id: 'bounded',
      label: 'at most 15 jobs',
      machines: { queue: { env: { MAX_JOBS: '15' } } },
    },
  ],
  measure: ({ open, bounded }) => ({
    at1: backlogAt(open!, 1100),
    at2: backlogAt(open!, 2100),
    at3: backlogAt(open!, 3100),
    at4: backlogAt(open!, 4100),
    at5: backlogAt(open!, 5100),
    p95Open: round(waitOf(open!, 0.95)),
    p95Bounded: round(waitOf(bounded!, 0.95)),
    refused: round(bounded!.failedShare({ label: 'signup' }), 3),
    atBounded: backlogAt(bounded!, 5100),
  }),
  passes: (v) =>
    v.at1! < v.at2! &&
    v.at2! < v.at3! &&
    v.at3! < v.at4! &&
    v.at4! < v.at5! &&
    v.p95Bounded! <= 1000 &&
    v.refused! >= 0.15 &&
    v.refused! <= 0.5,
  condition:
    'half as much again as two workers can do: the backlog still grows after 5 s; with a bound p95 of the wait at most 1 s, and 15 to 50% are told no',
  reading: (v) => ({
    label: 'jobs waiting after 1 s and after 5 s',
    value: `${v.at1} → ${v.at5}`,
    detail: `Offered half as much again as two workers can do. Bounded at 15 jobs: ${percent(v.refused!)} are told no, and p95 of the wait is ${v.p95Bounded} ms instead of ${v.p95Open}.`,
  }),
};

const JOBS = 48;
const many = extraWorkers([3, 4, 5, 6, 7, 8]);
/** 150 ms for a mail, two at a time. */
const SLOW = { cores: 2, cpuSpeed: 0.4 };
const only = (count: number) =>
  without(...Array.from({ length: 8 }, (_, n) => `worker-${n + 1}`).slice(count));

const moreWorkers: Experiment = {
  id: 'more-workers',
  claims: ['queue-05', 'queue-06'],
  title: 'Four times the workers, twice',
  adds: many,
  scenario: { until: 6500, timeline: spell('signups', 100, JOBS, 80, signup) },
  variants: [
    { id: 'one', label: '1 worker', machines: only(1) },
    { id: 'four', label: '4 workers', machines: only(4) },
    {
      id: 'limitedTwo',
      label: '2 workers, mailer does 2 at a time',
      machines: { ...only(2), mailer: SLOW },
    },
    {
      id: 'limitedEight',
      label: '8 workers, mailer does 2 at a time',
      machines: { ...only(8), mailer: SLOW },
    },
  ],
  measure: ({ one, four, limitedTwo, limitedEight }) => ({
    one: round(drained(one!, 100)),
    four: round(drained(four!, 100)),
    ratio: round(drained(one!, 100) / drained(four!, 100), 2),
    limitedTwo: round(drained(limitedTwo!, 100)),
    limitedEight: round(drained(limitedEight!, 100)),
    limitedRatio: round(drained(limitedTwo!, 100) / drained(limitedEight!, 100), 2),
    webOne: round(one!.percentile(0.5, { label: 'signup' }), 1),
    webFour: round(four!.percentile(0.5, { label: 'signup' }), 1),
  }),
  passes: (v) => v.ratio! >= 3 && v.webFour! <= 1.2 * v.webOne! && v.limitedRatio! <= 1.2,
  condition:
    '1 to 4 workers: at least 3 times as quick, and the sign-up no slower than 1.2 times; behind a mailer that does two at a time, 2 to 8 workers: at most 1.2 times as quick',
  reading: (v) => ({
    label: `${JOBS} jobs, four times the workers`,
    value: `${v.ratio} and ${v.limitedRatio}`,
    unit: 'times as quick',
    detail: `From 1 worker to 4; and from 2 to 8 in front of a mailer that does two mails at a time. The median sign-up took ${v.webOne} and ${v.webFour} ms.`,
  }),
};

export const waiting: readonly Experiment[] = [
  noWorkers,
  prefetch,
  inlineOrQueued,
  flood,
  overload,
  moreWorkers,
];
