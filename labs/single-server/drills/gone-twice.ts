/** Drill 2: a crash and a silence look different from outside, and one box has both. */
import type { Drill, Finding } from '../../../src/lab/manifest.ts';
import { clock } from '../../../src/lab/journal-view.ts';
import type { ClientRequest, JournalView, Outcome } from '../../../src/lab/journal-view.ts';
import { visits } from '../loads.ts';

const UNTIL = 16_000;
/** From here on the shop must be open again. */
const OPEN = UNTIL - 4000;
/** Requests sent later may still be under way at the end. */
const LAST = UNTIL - 1000;
/** How many requests in a row have to end alike. */
const ROW = 60;

/** The longest row of requests that all ended like this. */
function longest(journal: JournalView, test: (request: ClientRequest) => boolean) {
  let best: readonly ClientRequest[] = [];
  let row: ClientRequest[] = [];
  for (const request of journal.requests({ until: LAST })) {
    row = test(request) ? [...row, request] : [];
    if (row.length > best.length) best = row;
  }
  return best;
}

function judgeRow(outcome: Outcome, what: string, instead: string) {
  return (journal: JournalView): Finding => {
    const row = longest(journal, (request) => request.outcome === outcome);
    const [first] = row;
    const passed = row.length >= ROW;
    return {
      passed,
      value: String(row.length),
      says: passed
        ? `From ${clock(first?.at ?? 0)} on, ${row.length} requests in a row ${what}.`
        : `At most ${row.length} requests in a row ${what}; it should be ${ROW}. ${instead}`,
      at: first?.at,
      request: first?.id,
    };
  };
}

export const goneTwice: Drill = {
  id: 'gone-twice',
  kind: 'break',
  title: 'Gone in two ways',
  brief:
    'Take the shop away twice, so that visitors can tell the difference: once so that they are refused at once, once so that they hear nothing until they give up. Bring it back each time. It is open before 2 s, it is open again from 12 s, and the resolver never stops.',
  prediction: {
    question: 'In which case does a visitor wait longer before knowing that the shop is gone?',
    options: [
      { id: 'refused', text: 'The process is dead and the machine refuses.' },
      { id: 'silent', text: 'The machine is silent.' },
      { id: 'equal', text: 'Gone is gone.' },
    ],
    outcome: (journal) => {
      const refused = journal.percentile(0.5, { outcome: 'failed' });
      const silent = journal.percentile(0.5, { outcome: 'unknown' });
      if (silent > 2 * refused) return 'silent';
      return refused > 2 * silent ? 'refused' : 'equal';
    },
  },
  scenario: {
    until: UNTIL,
    timeline: [
      {
        at: 100,
        action: {
          kind: 'load',
          id: 'visits',
          profile: { to: 'web', rate: 60, flows: visits, timeoutMs: 1000 },
        },
      },
    ],
  },
  allows: [
    { kind: 'kill' },
    { kind: 'stop' },
    { kind: 'start' },
    { kind: 'restart' },
    { kind: 'pause' },
    { kind: 'resume' },
    { kind: 'unplug' },
    { kind: 'heal-all' },
  ],
  checks: [
    {
      id: 'refused',
      title: 'Once, visitors are refused',
      judge: judgeRow(
        'failed',
        'were refused',
        'A process that is dead refuses, for as long as it stays dead.',
      ),
    },
    {
      id: 'silent',
      title: 'Once, they hear nothing',
      judge: judgeRow(
        'unknown',
        'heard nothing for a second and gave up',
        'A machine that is frozen or has no power does not even refuse.',
      ),
    },
    {
      id: 'open',
      title: 'It is open before 2 s and from 12 s on',
      judge: (journal) => {
        const bad = [{ until: 1900 }, { since: OPEN, until: LAST }].flatMap((span) =>
          journal.requests(span).filter((request) => request.outcome !== 'ok'),
        );
        const [first] = bad;
        const says =
          first === undefined
            ? 'It was open at the start, and open again at the end. What it forgot meanwhile is another matter.'
            : `At ${clock(first.at)} a visitor asked for ${first.path} in vain.`;
        const passed = first === undefined && journal.count({ since: OPEN, until: LAST }) > 0;
        return { passed, value: String(bad.length), says, at: first?.at, request: first?.id };
      },
    },
    {
      id: 'resolver',
      title: 'The resolver never stops',
      judge: (journal) => {
        const passed = journal.upThroughout('dns', { since: 100, until: UNTIL });
        const says = passed
          ? 'dns was up throughout: the name was right all the time, and nobody lived there.'
          : 'dns was down for a while; leave it alone.';
        return { passed, value: passed ? 'up' : 'down', says };
      },
    },
  ],
  hints: [
    'A refusal needs somebody to say no: the machine is there and the process is not.',
    'Silence needs nobody: no power, or a process that holds its port and does not move.',
    'Kill web at 3 s, start it at 5 s; pause it at 7 s, resume it at 9 s.',
  ],
  solutions: [
    {
      name: 'kill and pause',
      says: 'A crash and a freeze.',
      actions: [
        { at: 3000, action: { kind: 'kill', machine: 'web' } },
        { at: 5000, action: { kind: 'start', machine: 'web' } },
        { at: 7000, action: { kind: 'pause', machine: 'web' } },
        { at: 9000, action: { kind: 'resume', machine: 'web' } },
      ],
    },
    {
      name: 'unplug and stop',
      says: 'A power cut, then an orderly stop.',
      actions: [
        { at: 2500, action: { kind: 'unplug', machine: 'web' } },
        { at: 4500, action: { kind: 'start', machine: 'web' } },
        { at: 6500, action: { kind: 'stop', machine: 'web' } },
        { at: 9500, action: { kind: 'start', machine: 'web' } },
      ],
    },
  ],
  cheats: [
    { name: 'nothing', says: 'Breaks nothing.', actions: [] },
    {
      name: 'two crashes',
      says: 'Gone twice, in the same way.',
      actions: [
        { at: 3000, action: { kind: 'kill', machine: 'web' } },
        { at: 5000, action: { kind: 'start', machine: 'web' } },
        { at: 7000, action: { kind: 'kill', machine: 'web' } },
        { at: 9000, action: { kind: 'start', machine: 'web' } },
      ],
    },
    {
      name: 'never back',
      says: 'The shop stays closed.',
      actions: [
        { at: 3000, action: { kind: 'kill', machine: 'web' } },
        { at: 5000, action: { kind: 'start', machine: 'web' } },
        { at: 7000, action: { kind: 'unplug', machine: 'web' } },
      ],
    },
    {
      name: 'the wrong process',
      says: 'Nobody misses the report.',
      actions: [
        { at: 3000, action: { kind: 'kill', machine: 'report-worker' } },
        { at: 7000, action: { kind: 'unplug', machine: 'report-worker' } },
      ],
    },
  ],
};
