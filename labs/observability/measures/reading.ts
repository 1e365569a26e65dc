/** What can be read from a fleet: which instance, which request, which format. Claims 1, 2, 9, 11. */
import type { Experiment } from '../../../src/lab/manifest.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import { ask, fault, HOSTS, item, spell } from '../loads.ts';
import { pages } from '../drills/pages.ts';
import { answerTo, hostsWith, percent, round } from './parts.ts';

interface Row {
  readonly instance: number;
  readonly errors: number;
}

const oneOfFifty: Experiment = {
  id: 'one-of-fifty',
  claims: ['observability-01'],
  title: 'One instance of fifty fails everything',
  scenario: {
    until: 5000,
    timeline: [
      ask(200, fault('errors', 17)),
      ...spell('visits', 300, 4200, 60),
      ask(4800, { to: 'metrics', from: 'operator', path: '/instances?ms=5000' }),
    ],
  },
  variants: [{ id: 'run', label: 'alarms as given' }],
  measure: ({ run }) => {
    const [worst, second] = answerTo<readonly Row[]>(run!, /^\/instances/);
    return {
      fleet: round(run!.failedShare({ load: 'visits' }), 3),
      failed: run!.count({ load: 'visits', outcome: 'failed' }),
      named: worst?.instance ?? 0,
      worst: worst?.errors ?? 0,
      second: second?.errors ?? 0,
      byHand: 3 / 50,
      rung: pages(run!).length,
    };
  },
  passes: (v) =>
    v.named === 17 && v.worst! > 0 && v.second === 0 && v.fleet! <= 0.03 && v.rung === 0,
  condition:
    'a query by instance names the broken one, and no other has an error, while at most 3% of all requests fail and no alarm rings; looking at 3 of 50 by hand finds it 6% of the time (3/50)',
  reading: (v) => ({
    label: 'of all requests fail',
    value: percent(v.fleet!),
    detail: `Grouped by instance: number ${v.named} failed ${v.worst}, the next worst ${v.second}. Logging in to three of fifty finds it 6% of the time.`,
  }),
};

/** Machines whose log has a line about a request, by its id. */
function tell(journal: JournalView): number {
  const odd = journal.requests({ load: 'odd' })[1];
  const lines = journal.all('log').filter(({ text }) => text.includes(`request=${odd?.trace} `));
  return new Set(lines.map(({ machine }) => machine)).size;
}

const off = { env: { LOG_IDS: 'off' } };

const joined: Experiment = {
  id: 'joined-logs',
  claims: ['observability-02'],
  title: 'Three requests fail at the same time; one of them in the logs',
  scenario: {
    until: 2500,
    timeline: [
      ...spell('visits', 100, 1800, 40),
      ...spell('odd', 1000, 3, 1000, [{ ...item, path: '/item/odd', expect: { status: 500 } }]),
    ],
  },
  variants: [
    {
      id: 'without',
      label: 'lines as they come',
      machines: { ...hostsWith(off.env), lb: off, db: off },
    },
    { id: 'with', label: 'every line carries the request id' },
  ],
  measure: ({ without, with: ids }) => ({
    without: tell(without!),
    with: tell(ids!),
    lines: without!.all('log').filter(({ text }) => /odd|answered 400/.test(text)).length,
  }),
  passes: (v) => v.without! <= 1 && v.with === 3,
  condition:
    'services whose log lines can be told to belong to one failed request: at most 1 without a request id, all 3 on its way with it',
  reading: (v) => ({
    label: 'services whose lines are found',
    value: `${v.without} → ${v.with}`,
    detail: `Three requests failed at once and left ${v.lines} lines in balancer, host and database. With an id in each line, those of one request can be picked out.`,
  }),
};

const SINCE = 1000;
const LAST = 5000;

/** Pages a second, counting only those that were answered within the span. */
function throughput(journal: JournalView): number {
  const done = journal
    .requests({ outcome: 'ok' })
    .filter(({ end = Infinity }) => end >= SINCE && end < LAST);
  return round((1000 * done.length) / (LAST - SINCE), 1);
}

/** The highest value of a gauge on some machines, once the run is under way. */
function highest(journal: JournalView, name: string, machines: readonly string[]): number {
  const seen = journal
    .all('gauge')
    .filter((each) => each.name === name && machines.includes(each.machine) && each.t >= SINCE);
  return Math.max(0, ...seen.map(({ value }) => value));
}

const bottleneck: Experiment = {
  id: 'next-bottleneck',
  claims: ['observability-09'],
  title: 'Four times the size of what queues, and of what does not',
  scenario: {
    until: LAST,
    machines: { db: { cores: 1, env: { QUERY_MS: '80' } } },
    timeline: [
      {
        at: 100,
        action: {
          kind: 'load',
          id: 'users',
          profile: { to: 'lb', users: 8, flows: [{ steps: [item] }] },
        },
      },
    ],
  },
  variants: [
    { id: 'base', label: 'as it is' },
    {
      id: 'hosts',
      label: 'hosts with four times the cores',
      machines: Object.fromEntries(HOSTS.map((id) => [id, { cores: 8 }])),
    },
    { id: 'db', label: 'a database with four times the cores', machines: { db: { cores: 4 } } },
  ],
  measure: ({ base, hosts, db }) => ({
    waitingDb: highest(base!, 'queue', ['db']),
    waitingHosts: highest(base!, 'queue', HOSTS),
    base: throughput(base!),
    hosts: throughput(hosts!),
    db: throughput(db!),
    gainHosts: round(throughput(hosts!) / throughput(base!), 2),
    gainDb: round(throughput(db!) / throughput(base!), 2),
  }),
  passes: (v) => v.waitingDb! > v.waitingHosts! && v.gainDb! >= 2 && v.gainHosts! <= 1.5,
  condition:
    'the part with the longest line, made four times larger: at least twice the pages; the other: at most 1.5 times',
  reading: (v) => ({
    label: 'pages a second',
    value: `${v.base} → ${v.db}`,
    detail: `${v.waitingDb} wait at the database and ${v.waitingHosts} at the hosts. Four times the database brings ${v.gainDb} times the pages, four times the hosts ${v.gainHosts} times.`,
  }),
};

const LINE = /^[a-z_]+\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\} \d+$/;

const exposition: Experiment = {
  id: 'metrics-text',
  claims: ['observability-11'],
  title: 'What one instance tells the scraper',
  adds: { machines: [], links: [{ from: 'operator', to: 'host-1' }] },
  scenario: {
    until: 3000,
    timeline: [
      ask(200, fault('slow-path')),
      ...spell('visits', 300, 2400, 60),
      ask(2900, { to: 'host-1', from: 'operator', path: '/metrics?instance=1' }),
    ],
  },
  variants: [{ id: 'run', label: 'GET /metrics' }],
  measure: ({ run }) => {
    const asked = run!.requests({ path: /^\/metrics/ })[0];
    const lines = (asked?.answer ?? '').split('\n');
    const buckets = lines
      .filter((line) => line.startsWith('http_ms_bucket'))
      .map((line) => Number(line.split(' ')[1]));
    const grows = buckets.every((count, n) => n === 0 || count >= (buckets[n - 1] ?? 0));
    return {
      lines: lines.length,
      parsed: lines.filter((line) => LINE.test(line)).length,
      buckets: buckets.length,
      cumulative: Number(grows),
      requests: buckets.at(-1) ?? 0,
    };
  },
  passes: (v) =>
    v.lines! > 8 &&
    v.parsed === v.lines &&
    v.cumulative === 1 &&
    v.buckets! >= 5 &&
    v.requests! > 0,
  condition:
    'all lines of GET /metrics have the form name{label="value"} number, and bucket counts never fall towards +Inf',
  reading: (v) => ({
    label: 'lines from one instance',
    value: String(v.lines),
    detail: `All of them parse. ${v.buckets} are buckets of one histogram, each with everything below it.`,
  }),
};

export const reading: readonly Experiment[] = [oneOfFifty, joined, bottleneck, exposition];
