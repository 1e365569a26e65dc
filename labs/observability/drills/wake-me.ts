/** Drill 2: alarms that notice a single instance, a slow tail and a filling queue, and no noise. */
import type { TimedAction } from '../../../src/engine/contract.ts';
import { clock } from '../../../src/lab/journal-view.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import type { Drill, Finding } from '../../../src/lab/manifest.ts';
import { ask, fault, spell } from '../loads.ts';
import { named, pages } from './pages.ts';

/** An ordinary day until here: one error, one slow page, one short crowd. */
const QUIET = 2700;
/** One instance begins to fail. */
const BAD = 3000;
const MENDED = 5800;
/** Whoever rings later than this about an instance or the tail was of no help. */
const DEADLINE = 6200;
/** More visitors than the database can serve. */
const RAMP = 6200;
const UNTIL = 7600;

const RATE = 60;

/** The instance that the operator broke; another one with every seed. */
function broken(journal: JournalView): number {
  const [asked] = journal.hops({ to: 'deploy', path: /faults\/errors/ });
  return Number(/instance=(\d+)/.exec(asked?.path ?? '')?.[1]);
}

function judgeQuiet(journal: JournalView): Finding {
  const rung = pages(journal).filter(({ at }) => at < QUIET);
  const [first] = rung;
  return {
    passed: first === undefined,
    value: String(rung.length),
    says:
      first === undefined
        ? `Until ${clock(QUIET)} there was one error, one slow page and a short crowd, and nobody was woken.`
        : `At ${clock(first.at)} the pager rang for ${named(first)} (${first.says}). That was an ordinary day: one error, one slow page and a short crowd among ${journal.count({ until: QUIET })} requests.`,
    at: first?.at,
  };
}

function judgeInstance(journal: JournalView): Finding {
  const bad = broken(journal);
  const about = pages(journal).filter(({ at, instance }) => at < RAMP && instance !== undefined);
  const wrong = about.find(({ instance, at }) => instance !== bad || at < BAD);
  if (wrong !== undefined) {
    const says = `At ${clock(wrong.at)} the pager rang for ${named(wrong)}: ${wrong.says}. The one that failed everything, from ${clock(BAD)}, is instance ${bad}.`;
    return { passed: false, value: `not ${wrong.instance}`, says, at: wrong.at };
  }
  const first = about.find(({ signal, at }) => signal === 'errors' && at < DEADLINE);
  const failed = journal.requests({ load: 'visits', since: BAD, until: MENDED, outcome: 'failed' });
  return {
    passed: first !== undefined,
    value: first === undefined ? 'no alarm' : `${Math.round(first.at - BAD)} ms`,
    says:
      first === undefined
        ? `Instance ${bad} failed everything from ${clock(BAD)} to ${clock(MENDED)}, ${failed.length} requests in all. No alarm about errors named it by ${clock(DEADLINE)}.`
        : `${Math.round(first.at - BAD)} ms after instance ${bad} began to fail, the pager named it: ${first.says}.`,
    at: first?.at ?? failed[0]?.at,
    request: first === undefined ? failed[0]?.id : undefined,
  };
}

function judgeTail(journal: JournalView): Finding {
  const slow = journal
    .requests({ load: 'visits', since: QUIET, until: MENDED })
    .filter(({ ms }) => (ms ?? 0) > 500);
  const [first] = slow;
  const rung = pages(journal).find(
    ({ signal, at }) => signal === 'latency' && at >= QUIET && at < DEADLINE,
  );
  const by = slow.filter(({ end }) => (end ?? Infinity) < (rung?.at ?? DEADLINE)).length;
  return {
    passed: rung !== undefined && by > 0,
    value: rung === undefined ? 'no alarm' : clock(rung.at),
    says:
      rung === undefined
        ? `From ${clock(QUIET)} on one page in forty took over a second; ${by} were back by ${clock(DEADLINE)}. No alarm about latency rang: the mean hardly moved.`
        : by === 0
          ? `At ${clock(rung.at)} the pager rang about latency, before a single slow page was back. It cannot have known.`
          : `At ${clock(rung.at)}, with ${by} slow pages back, the pager rang about latency: ${rung.says}.`,
    at: rung?.at ?? first?.at,
    request: rung === undefined ? first?.id : undefined,
  };
}

function judgeSaturation(journal: JournalView): Finding {
  const turned = journal.hops({ to: 'db', since: RAMP }).find(({ status }) => status === 503);
  const refused = turned?.end ?? Infinity;
  const all = pages(journal).filter(({ signal }) => signal === 'saturation');
  const early = all.find(({ at }) => at < RAMP);
  if (early !== undefined) {
    const says = `At ${clock(early.at)} the pager rang about saturation (${early.says}). The database had all the room it needed until ${clock(RAMP)}.`;
    return { passed: false, value: 'false alarm', says, at: early.at };
  }
  const [first] = all;
  const ahead = refused - (first?.at ?? Infinity);
  const passed = ahead > 0 && turned !== undefined;
  return {
    passed,
    value: first === undefined ? 'no alarm' : `${Math.round(ahead)} ms`,
    says: passed
      ? `The pager rang ${Math.round(ahead)} ms before the database turned the first visitor away: ${first!.says}.`
      : `The database turned its first query away at ${clock(refused)}, a second after the crowd came. ${first === undefined ? 'No alarm about saturation rang.' : `The alarm about saturation rang at ${clock(first.at)}, too late.`}`,
    at: first?.at ?? turned?.at,
    request: passed ? undefined : turned?.id,
  };
}

/** One instance, drawn anew with every seed. */
const breakOne: TimedAction = {
  at: BAD,
  action: {
    kind: 'load',
    id: 'bug',
    profile: {
      from: 'operator',
      to: 'deploy',
      rate: 1000,
      arrivals: 'even',
      flows: [{ steps: [{ method: 'PUT', path: '/faults/errors?instance={int:1-50}' }] }],
    },
  },
};

export const wakeMe: Drill = {
  id: 'wake-me',
  kind: 'mend',
  title: 'Ring when it matters',
  brief:
    'alerts.ts knows a mean and a fleet. Rewrite its rules. An ordinary day must not ring: one error, one slow page, a crowd of a few milliseconds. When one instance of fifty fails all it gets, an alarm about errors has to name it, and no other. When one page in forty takes a second longer, an alarm about latency has to ring. When the line at the database grows, an alarm about saturation has to ring before anybody is turned away.',
  prediction: {
    question:
      'At 6.2 s visitors come at 160 a second. The database serves 100 a second, and 60 may wait. When is the first visitor turned away?',
    options: [
      { id: 'at-once', text: 'At once' },
      { id: 'second', text: 'About a second later' },
      { id: 'never', text: 'Not before the end, at 7.6 s' },
    ],
    outcome: (journal) => {
      const turned = journal.hops({ to: 'db', since: RAMP }).find(({ status }) => status === 503);
      if (turned === undefined) return 'never';
      return turned.at - RAMP < 400 ? 'at-once' : 'second';
    },
  },
  scenario: {
    until: UNTIL,
    machines: { db: { cores: 2 } },
    timeline: [
      ...spell('visits', 100, UNTIL - 150, RATE),
      ask(1000, { to: 'lb', path: '/item/odd' }),
      ask(1200, { to: 'lb', path: '/item/archive' }),
      ...spell('crowd', 1600, 14, 1000),
      { at: QUIET, action: { kind: 'mark', name: 'one page in forty becomes slow' } },
      ask(QUIET, fault('slow-path')),
      { at: BAD, action: { kind: 'mark', name: 'one instance fails everything' } },
      breakOne,
      { at: BAD + 1.5, action: { kind: 'load', id: 'bug', profile: null } },
      ask(MENDED, fault('none')),
      { at: RAMP, action: { kind: 'mark', name: 'more visitors than the database can serve' } },
      ...spell('ramp', RAMP, UNTIL - RAMP - 100, 100),
    ],
  },
  checks: [
    { id: 'quiet', title: 'An ordinary day does not ring', judge: judgeQuiet },
    { id: 'instance', title: 'The failing instance is named', judge: judgeInstance },
    { id: 'tail', title: 'The slow fortieth is noticed', judge: judgeTail },
    { id: 'saturation', title: 'Warned before the first is turned away', judge: judgeSaturation },
  ],
  edits: ['observability/services/alerts.ts'],
  keeps: [
    'observability/services/metrics.ts',
    'observability/services/series.ts',
    'observability/services/counters.ts',
    'observability/services/instance.ts',
    'observability/services/host.ts',
    'observability/services/db.ts',
    'observability/services/lb.ts',
  ],
  hints: [
    'series.ts has instances(ms): the same sums for each instance. How many errors tell a broken one from bad luck, when it gets little more than one request a second?',
    'A mean hides one page in forty; p99 or the share of slow requests does not. But of 60 requests, p99 is the slowest one. Look back over 3 s, not one.',
    'Errors: an instance with two or more in 3 s, and half of its requests. Latency: more than 1.5% of the last 3 s slow. Saturation: value("db_waiting") above half of value("db_room").',
  ],
  solutions: [
    {
      name: 'by-instance',
      says: 'Errors by instance, the share of slow requests against the budget, and half a full line.',
      files: true,
    },
    {
      name: 'outliers',
      says: 'Compares each instance with all others, uses p99, and forecasts when the line is full.',
      files: true,
    },
  ],
  cheats: [
    {
      name: 'lower-thresholds',
      says: 'The old rules with smaller numbers: rings, and cannot say where.',
      files: true,
    },
    {
      name: 'every-error',
      says: 'Wakes somebody for each error, each slow page and each query that waits.',
      files: true,
    },
    {
      name: 'mean-of-each',
      says: 'Means by instance: one slow page makes an innocent instance look ill.',
      files: true,
    },
    {
      name: 'when-it-fails',
      says: 'Everything right, but saturation is noticed by its errors: after visitors were turned away.',
      files: true,
    },
  ],
};
