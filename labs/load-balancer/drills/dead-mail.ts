/** Drill 2: teach the balancer who is alive, and what may be asked twice. */
import type { LoadProfile, TimedAction } from '../../../src/engine/contract.ts';
import type { Drill } from '../../../src/lab/manifest.ts';
import { audits, orders, pages } from '../loads.ts';
import { BACK, DARK, failedPages, KILLED, LIGHT, WEBS } from './dead-mail-checks.ts';
import {
  judgeDead,
  judgeFast,
  judgeFlapping,
  judgeOrders,
  judgePages,
  judgeShare,
} from './dead-mail-checks.ts';

/** Every order is read back. */
const AUDIT = 15_000;
const UNTIL = 16_500;

/** Orders at an even rate from then on; their numbers go on where they were. */
function ordersFrom(at: number, rate: number): TimedAction {
  const profile: LoadProfile = { to: 'lb', rate, arrivals: 'even', flows: orders };
  return { at, action: { kind: 'load', id: 'orders', profile } };
}

export const deadMail: Drill = {
  id: 'dead-mail',
  kind: 'mend',
  title: 'The dead keep getting mail',
  brief:
    'web-3 starts with a health page that says yes and no in turn. A sale begins, web-2 is killed at 4 s and comes back at 7 s. At 9.5 s the whole rack goes dark for 3 s. No page may be lost while servers are left, no order may be written twice, and two seconds after a server dies it must be left in peace.',
  prediction: {
    question: 'How many pages will fail before the rack goes dark?',
    options: [
      { id: 'none', text: 'None' },
      { id: 'few', text: 'Fewer than 10' },
      { id: 'some', text: '10 to 99' },
      { id: 'many', text: '100 or more' },
    ],
    outcome: (journal) => {
      const failed = failedPages(journal).length;
      if (failed === 0) return 'none';
      if (failed < 10) return 'few';
      return failed < 100 ? 'some' : 'many';
    },
  },
  scenario: {
    until: UNTIL,
    machines: { 'web-3': { env: { FLAKY_MS: '3500' } } },
    timeline: [
      { at: 0, action: { kind: 'mark', name: 'web-3 is unsure of its health' } },
      {
        at: 200,
        action: { kind: 'load', id: 'pages', profile: { to: 'lb', rate: 80, flows: pages } },
      },
      ordersFrom(200, 20),
      // A sale begins just before, so that web-2 dies with orders written and not yet answered.
      ordersFrom(KILLED - 600, 120),
      ordersFrom(KILLED + 200, 20),
      { at: KILLED, action: { kind: 'mark', name: 'web-2 dies' } },
      { at: KILLED, action: { kind: 'kill', machine: 'web-2' } },
      { at: BACK, action: { kind: 'mark', name: 'web-2 is back' } },
      { at: BACK, action: { kind: 'start', machine: 'web-2' } },
      { at: DARK, action: { kind: 'mark', name: 'the rack is dark' } },
      { at: DARK, action: { kind: 'load', id: 'orders', profile: null } },
      ...WEBS.map((machine) => ({ at: DARK, action: { kind: 'unplug' as const, machine } })),
      { at: LIGHT - 200, action: { kind: 'load', id: 'pages', profile: null } },
      { at: LIGHT, action: { kind: 'mark', name: 'power' } },
      { at: LIGHT, action: { kind: 'heal-all' } },
      { at: AUDIT, action: { kind: 'mark', name: 'every order is read back' } },
      {
        at: AUDIT,
        action: {
          kind: 'load',
          id: 'audit',
          profile: { to: 'lb', rate: 300, arrivals: 'even', flows: audits },
        },
      },
      { at: UNTIL - 300, action: { kind: 'load', id: 'audit', profile: null } },
    ],
  },
  checks: [
    { id: 'pages', title: 'No failed GETs', judge: judgePages },
    { id: 'orders', title: 'No POST done twice', judge: judgeOrders },
    { id: 'dead', title: 'Nothing sent to web-2 once it is out', judge: judgeDead },
    { id: 'share', title: 'web-2 is back at work', judge: judgeShare },
    { id: 'flapping', title: 'A flapping server moves at most twice in 2 s', judge: judgeFlapping },
    { id: 'fast', title: 'With all three down, fails fast', judge: judgeFast },
  ],
  edits: ['load-balancer/services/lb.ts', 'load-balancer/services/health.ts'],
  keeps: ['load-balancer/services/web.ts', 'load-balancer/services/db.ts'],
  hints: [
    'Start in health.ts. heard() learns the result of every probe: count failures in a row and good answers in a row, and set up accordingly: three to go out, two to come back.',
    'pick() may choose only among servers that are up. When there are none it should throw at once: a quick no is better than a slow one.',
    'A GET that failed changed nothing, so it may be sent again: at once, and to another server. A POST may have worked before its answer was lost: pass the error on.',
  ],
  solutions: [
    {
      name: 'fall-and-rise',
      says: 'Counts probes, skips who is down, retries a GET elsewhere.',
      files: true,
    },
    {
      name: 'least-busy',
      says: 'Probes in its own way, picks the server that owes the fewest answers, and also retries orders that were refused.',
      files: true,
    },
  ],
  cheats: [
    {
      name: 'retry-everything',
      says: 'Knows who is alive, and still sends orders twice.',
      files: true,
    },
    {
      name: 'never-probe',
      says: 'Retries reads elsewhere, and goes on writing to the dead.',
      files: true,
    },
    {
      name: 'wait-it-out',
      says: 'Waits before the retry, as if the dead rose in 400 ms.',
      files: true,
    },
    { name: 'one-strike', says: 'One bad probe and out, one good and in: it flaps.', files: true },
    { name: 'out-for-good', says: 'Never lets anybody back in.', files: true },
    { name: 'made-up', says: 'Answers by itself and asks no server.', files: true },
  ],
};
