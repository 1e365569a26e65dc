/** Servers that leave, die and arrive. Claims 05, 06 and 10. */
import type { TimedAction } from '../../../src/engine/contract.ts';
import type { JournalView, Span } from '../../../src/lab/journal-view.ts';
import type { Experiment, LabMachine, MachineChanges } from '../../../src/lab/manifest.ts';
import { add, deploy, login, once, over, pay, spell, WEBS } from '../loads.ts';
import { anyLook, balancer, percent, ROUND_ROBIN, round, SHARED, times } from './parts.ts';

const FIRST = 800;

/** Requests that got no answer, or only the balancer's excuse. */
function failed(journal: JournalView, span: Span = {}): number {
  return journal
    .requests(span)
    .filter(({ status, outcome }) => (status ?? 599) >= 500 && outcome !== 'open').length;
}

const rolling: Experiment = {
  id: 'rolling',
  claims: ['stateless-06'],
  title: 'A new version, one server after another',
  scenario: {
    until: 5200,
    machines: ROUND_ROBIN,
    timeline: [
      ...spell('buyers', 200, 4400, 20, { steps: [login, add, pay] }),
      ...WEBS.flatMap((web, n) => deploy(FIRST + n * 1300, web)),
    ],
  },
  variants: [
    { id: 'none', label: 'ends at once', overlay: 'experiments/no-drain' },
    { id: 'shut', label: 'closes, then finishes', overlay: 'experiments/door-shut' },
    { id: 'drain', label: 'says no first, then finishes', overlay: SHARED },
  ],
  measure: ({ none, shut, drain }) => ({
    sent: drain!.count(),
    none: failed(none!),
    shut: failed(shut!),
    drain: failed(drain!),
  }),
  passes: (v) => v.none! >= 10 && v.shut! >= 3 && v.shut! < v.none! && v.drain === 0,
  condition:
    'failed requests: at least 10 without draining, at least 3 if the door is shut first, none if it says no first',
  reading: (v) => ({
    label: 'requests lost in one deploy',
    value: `${v.none} → ${v.drain}`,
    detail: `The process ends at once, or it drains. If it closes its door before the balancer knows: ${v.shut}.`,
  }),
};

const KILLS = 5;

const chaos: Experiment = {
  id: 'chaos',
  claims: ['stateless-10'],
  title: 'Five deaths in four seconds',
  scenario: {
    until: 5000,
    timeline: [
      ...once('customers', 200, 18, { pauseMs: 280, steps: [login, ...times(14, anyLook)] }),
      ...Array.from({ length: KILLS }, (_, n): readonly TimedAction[] => {
        const machine = WEBS[n % WEBS.length]!;
        const at = 1000 + n * 700;
        return [
          { at, action: { kind: 'kill', machine } },
          { at: at + 400, action: { kind: 'start', machine } },
        ];
      }).flat(),
    ],
  },
  variants: [
    {
      id: 'once',
      label: 'asked once',
      overlay: SHARED,
      machines: balancer({ STICKY: 'off', RETRY: 'off' }),
    },
    { id: 'twice', label: 'and once more elsewhere', overlay: SHARED, machines: ROUND_ROBIN },
  ],
  measure: ({ once: single, twice }) => ({
    kills: KILLS,
    sent: twice!.count({ label: 'look' }),
    once: failed(single!),
    twice: failed(twice!),
  }),
  passes: (v) => v.once! >= 5 && v.twice === 0 && v.sent! >= 200,
  condition:
    'five kills: at least 5 failed looks if each is asked once, none if once more elsewhere',
  reading: (v) => ({
    label: `looks lost to ${v.kills} deaths`,
    value: `${v.once} → ${v.twice}`,
    detail: 'Each asked once, then once more at another server. Sessions are in the store.',
  }),
};

const BASE = 12;
const SPIKE = 100;
const FROM = 1000;
const UNTIL = 6500;
const ALL = [...WEBS, 'web-4', 'web-5', 'web-6'];

function extra(id: string, row: number): LabMachine {
  return {
    id,
    role: 'web',
    at: { col: 2, row },
    does: 'A server in reserve.',
    entry: 'stateless/services/web.ts',
    env: { SESSIONS_URL: 'http://sessions:8080', OBJECTS_URL: 'http://objects:8080' },
  };
}

/** Six small servers of 25 pages a second; the last three wait for the scaler or do not. */
function fleet(reserve: boolean): MachineChanges {
  return Object.fromEntries(
    ALL.map((id, n) => [
      id,
      {
        cpuSpeed: 0.25,
        autostart: true,
        env: { RESERVE: reserve && n >= WEBS.length ? 'on' : 'off' },
      },
    ]),
  );
}

const knock = { method: 'POST' as const, path: '/login/visitor', label: 'visit' };

function lostShare(journal: JournalView, since: number, until: number): number {
  const all = journal.requests({ label: 'visit', since, until });
  return round(all.filter(({ outcome }) => outcome !== 'ok').length / all.length, 3);
}

function rate(at: number, perSecond: number): TimedAction {
  return {
    at,
    action: {
      kind: 'load',
      id: 'visits',
      profile: {
        to: 'lb',
        rate: perSecond,
        arrivals: 'even',
        flows: [{ steps: [knock] }],
        timeoutMs: 400,
      },
    },
  };
}

const spike: Experiment = {
  id: 'spike',
  claims: ['stateless-05'],
  title: 'Eight times the load, at once',
  adds: {
    machines: [
      extra('web-5', 4),
      extra('web-6', 5),
      {
        id: 'scaler',
        role: 'metrics',
        at: { col: 1, row: 3 },
        does: 'Looks at the load and wants more servers.',
        entry: 'stateless/services/scaler.ts',
      },
    ],
    links: [
      { from: 'scaler', to: 'lb' },
      { from: 'lb', to: 'web-5' },
      { from: 'lb', to: 'web-6' },
      ...ALL.slice(3).map((to) => ({ from: 'scaler', to })),
    ],
  },
  scenario: {
    until: UNTIL,
    machines: balancer({ STICKY: 'off', UPSTREAMS: over(...ALL) }),
    timeline: [
      rate(200, BASE),
      rate(FROM, SPIKE),
      { at: UNTIL - 500, action: { kind: 'load', id: 'visits', profile: null } },
    ],
  },
  variants: [
    {
      id: 'reactive',
      label: 'three servers and a scaler',
      overlay: 'experiments/autoscale',
      machines: fleet(true),
    },
    {
      id: 'headroom',
      label: 'six servers from the start',
      overlay: 'experiments/autoscale',
      machines: fleet(false),
    },
  ],
  measure: ({ reactive, headroom }) => ({
    lost: lostShare(reactive!, FROM, UNTIL - 500),
    lostLate: lostShare(reactive!, UNTIL - 1500, UNTIL - 500),
    headroom: lostShare(headroom!, FROM, UNTIL - 500),
    joined: round(
      (reactive!.hops({ from: 'lb', to: 'web-4', traced: true })[0]?.at ?? UNTIL) - FROM,
    ),
  }),
  passes: (v) => v.lost! >= 0.05 && v.lostLate! < 0.5 * v.lost! && v.headroom! <= 0.02,
  condition:
    'lost in the spike: at least 5% with a scaler that reacts, less than half of that share in the last second; at most 2% with headroom',
  rows: [
    { label: 'of visits lost in the spike', values: { reactive: 'lost', headroom: 'headroom' } },
  ],
  reading: (v) => ({
    label: 'of visits lost in the spike',
    value: `${percent(v.lost!)} → ${percent(v.headroom!)}`,
    detail: `A scaler that reacts, then headroom. The first new server gets a request ${round(v.joined! / 1000, 1)} s into the spike.`,
  }),
};

export const comingAndGoing: readonly Experiment[] = [rolling, chaos, spike];
