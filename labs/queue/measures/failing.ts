/** What survives a crash, and what is done about what cannot be done. Claims 07, 08, 09 and 12. */
import type { Experiment } from '../../../src/lab/manifest.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import { audit, badSignup, killAfterEffect, killBeforeEffect, signup, spell } from '../loads.ts';
import { DIRECT, MENDED, percent, round, timesOut, without } from './parts.ts';

const lost = (run: JournalView) => timesOut(run).filter((times) => times === 0).length;
const twice = (run: JournalView) => timesOut(run).filter((times) => times > 1).length;
const buried = (run: JournalView) => run.hops({ to: 'dead', method: 'POST' }).length;

const ack: Experiment = {
  id: 'when-to-ack',
  claims: ['queue-07'],
  title: 'Four crashes, three ways to acknowledge',
  scenario: {
    until: 6200,
    timeline: [
      ...spell('signups', 100, 40, 12, signup),
      ...killAfterEffect(500, 'worker-1', 700),
      ...killBeforeEffect(1300, 'worker-2', 700),
      ...killAfterEffect(2100, 'worker-1', 700),
      ...killBeforeEffect(2900, 'worker-2', 700),
      ...spell('audit', 5300, 40, 60, audit),
    ],
  },
  variants: [
    { id: 'first', label: 'acknowledged on receipt', overlay: 'experiments/ack-first' },
    { id: 'last', label: 'acknowledged when the mail is out' },
    { id: 'key', label: 'the same, and a key for each job', overlay: MENDED },
  ],
  measure: ({ first, last, key }) => ({
    firstLost: lost(first!),
    firstTwice: twice(first!),
    lastLost: lost(last!),
    lastTwice: twice(last!),
    keyLost: lost(key!),
    keyTwice: twice(key!),
  }),
  passes: (v) =>
    v.firstLost! > 0 &&
    v.firstTwice === 0 &&
    v.lastLost === 0 &&
    v.lastTwice! > 0 &&
    v.keyLost === 0 &&
    v.keyTwice === 0,
  condition:
    'workers killed with a mail out and before: acknowledged first, some are lost; last, none lost and some twice; with a key, neither',
  reading: (v) => ({
    label: 'mails lost, and mails sent twice, in four crashes',
    value: `${v.firstLost} and ${v.firstTwice}, ${v.lastLost} and ${v.lastTwice}, ${v.keyLost} and ${v.keyTwice}`,
    detail: 'Acknowledged on receipt; when the mail is out; when it is out, and with a key.',
  }),
};

const GOOD = 20;

const poison: Experiment = {
  id: 'poison',
  claims: ['queue-08'],
  title: 'One bad address in front of twenty good ones',
  scenario: {
    until: 5000,
    machines: without('worker-2'),
    timeline: [
      ...spell('bad', 100, 1, 100, badSignup),
      ...spell('signups', 200, GOOD, 20, signup),
      ...spell('audit', 4400, GOOD, 50, audit),
    ],
  },
  variants: [
    { id: 'forever', label: 'again, at once, for ever' },
    { id: 'limit', label: 'three attempts, pauses, dead letters', overlay: MENDED },
  ],
  measure: ({ forever, limit }) => {
    const attempts = (run: JournalView) =>
      run.hops({ to: 'mailer', method: 'POST', path: /bad/ }).length;
    return {
      foreverDone: GOOD - lost(forever!),
      foreverAttempts: attempts(forever!),
      limitDone: GOOD - lost(limit!),
      limitAttempts: attempts(limit!),
      buried: buried(limit!),
    };
  },
  passes: (v) =>
    v.foreverDone === 0 &&
    v.foreverAttempts! >= 100 &&
    v.limitDone === GOOD &&
    v.limitAttempts === 3 &&
    v.buried === 1,
  condition:
    'one worker. For ever: no good job done, at least 100 attempts at the bad one; with a limit: all 20 done, 3 attempts, 1 dead letter',
  reading: (v) => ({
    label: `good jobs done behind a bad one, of ${GOOD}`,
    value: `${v.foreverDone} → ${v.limitDone}`,
    detail: `${v.foreverAttempts} attempts at the bad one in five seconds, then ${v.limitAttempts} and a dead letter.`,
  }),
};

/** The queue is hard to reach; web is killed with rows kept and jobs not yet left. */
function killBetween(at: number) {
  const id = `late-queue-${at}`;
  const fault = { latencyMs: 300 };
  return [
    {
      at,
      action: { kind: 'link-fault', id, from: 'queue', to: 'web', fault, oneWay: true } as const,
    },
    { at: at + 280, action: { kind: 'kill', machine: 'web' } as const },
    { at: at + 281, action: { kind: 'heal', id } as const },
    { at: at + 500, action: { kind: 'start', machine: 'web' } as const },
  ];
}

/** Rows that the database kept and for which no mail ever went out. */
function unwelcomed(run: JournalView): number {
  const welcomed = new Set(
    run
      .hops({ to: 'mailer', method: 'POST' })
      .map(({ path }) => path.replace('/mails/welcome-', '')),
  );
  return run.hops({ to: 'db', method: 'PUT' }).filter(({ answered, path }) => {
    return answered !== undefined && !welcomed.has(path.replace('/signups/', ''));
  }).length;
}

const outbox: Experiment = {
  id: 'outbox',
  claims: ['queue-09'],
  title: 'Killed between the row and the job',
  adds: {
    machines: [
      {
        id: 'relay',
        role: 'worker',
        at: { col: 2, row: 2 },
        does: 'Takes jobs from the outbox of the database to the queue.',
        entry: 'queue/services/relay.ts',
        env: { DB_URL: 'http://db:8080', QUEUE_URL: 'http://queue:8080' },
      },
    ],
    links: [
      { from: 'relay', to: 'db' },
      { from: 'relay', to: 'queue' },
    ],
  },
  scenario: {
    until: 5500,
    timeline: [...spell('signups', 100, 60, 20, signup), ...killBetween(800), ...killBetween(2000)],
  },
  variants: [
    { id: 'plain', label: 'first the row, then the job' },
    { id: 'outbox', label: 'row and job in one transaction', overlay: 'experiments/outbox' },
  ],
  measure: ({ plain, outbox: boxed }) => ({
    rows: plain!.hops({ to: 'db', method: 'PUT' }).length,
    plain: unwelcomed(plain!),
    outbox: unwelcomed(boxed!),
  }),
  passes: (v) => v.plain! >= 5 && v.outbox === 0,
  condition:
    'web killed twice between row and job: at least 5 members without a mail; with an outbox none',
  reading: (v) => ({
    label: `members who were never welcomed, of ${v.rows}`,
    value: `${v.plain} → ${v.outbox}`,
    detail: 'First the row and then the job, with web killed twice; then both in one transaction.',
  }),
};

const mailerDown: Experiment = {
  id: 'mailer-down',
  claims: ['queue-09'],
  title: 'Two seconds without a mailer',
  adds: { machines: [], links: [DIRECT] },
  scenario: {
    until: 6000,
    timeline: [
      ...spell('signups', 100, 40, 12, signup),
      { at: 1000, action: { kind: 'kill', machine: 'mailer' } },
      { at: 3000, action: { kind: 'start', machine: 'mailer' } },
    ],
  },
  variants: [
    { id: 'inline', label: 'mail first, then the answer', overlay: 'experiments/inline' },
    { id: 'queued', label: 'through the queue' },
    { id: 'limit', label: 'the same, three attempts within a second', overlay: MENDED },
  ],
  measure: ({ inline, queued, limit }) => {
    const span = { label: 'signup', since: 1000, until: 2900 };
    return {
      inline: round(inline!.failedShare(span), 3),
      queued: round(queued!.failedShare({ label: 'signup' }), 3),
      // The mailer forgets its own counts while it is away, so this counts what it confirmed.
      out: new Set(
        queued!
          .hops({ to: 'mailer', method: 'POST' })
          .filter(({ status }) => status === 201)
          .map(({ path }) => path),
      ).size,
      buried: buried(limit!),
    };
  },
  passes: (v) => v.inline! >= 0.9 && v.queued === 0 && v.out === 40 && v.buried! >= 1,
  condition:
    'mailer gone for 2 s: inline, at least 90% of sign-ups fail; queued, none, and all 40 mails go out; three attempts within a second put good jobs among the dead letters',
  reading: (v) => ({
    label: 'sign-ups that failed while the mailer was away',
    value: `${percent(v.inline!)} → ${percent(v.queued!)}`,
    detail: `Mail first, then through a queue. Of the jobs of those two seconds, three attempts within a second put ${v.buried} good ones among the dead letters.`,
  }),
};

const EVENTS = 24;

const replay: Experiment = {
  id: 'replay',
  claims: ['queue-12'],
  title: 'A reader who comes late',
  scenario: {
    until: 6000,
    machines: without('worker-2'),
    timeline: [
      ...spell('signups', 100, EVENTS, 50, signup),
      { at: 3200, action: { kind: 'start', machine: 'worker-2' } },
    ],
  },
  variants: [
    { id: 'queue', label: 'a queue' },
    { id: 'log', label: 'a log', overlay: 'experiments/log' },
  ],
  measure: ({ queue, log }) => {
    const by = (run: JournalView, from: string) =>
      run.hops({ from, to: 'mailer', method: 'POST' }).length;
    return {
      events: by(log!, 'worker-1'),
      queueFirst: by(queue!, 'worker-1'),
      queue: by(queue!, 'worker-2'),
      log: by(log!, 'worker-2'),
    };
  },
  passes: (v) => v.queueFirst === EVENTS && v.queue === 0 && v.log === EVENTS,
  condition: `${EVENTS} jobs worked off, then a new consumer: it receives none from the queue and all from the log`,
  reading: (v) => ({
    label: `old jobs that a new consumer gets, of ${EVENTS}`,
    value: `${v.queue} and ${v.log}`,
    detail: 'From a queue, which forgets what is acknowledged, and from a log, which keeps it.',
  }),
};

export const failing: readonly Experiment[] = [ack, poison, outbox, mailerDown, replay];
