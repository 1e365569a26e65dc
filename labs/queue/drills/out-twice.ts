/** Drill 1: make one mail go out twice while nothing is lost and nobody is told of an error. */
import { clock } from '../../../src/lab/journal-view.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import type { Drill } from '../../../src/lab/manifest.ts';
import type { TimedAction } from '../../../src/engine/contract.ts';
import { audit, signup, spell } from '../loads.ts';
import { firstSent, judgeLost, mails, way } from './outcomes.ts';

const PEOPLE = 24;
const QUIET = 1500;
const AUDIT = 5400;
const UNTIL = 6000;
const WORKERS = ['worker-1', 'worker-2'];

function deeds(journal: JournalView): readonly { at: number; says: string }[] {
  return journal.all('action').flatMap(({ t: at, action }) => {
    if (action.kind === 'load' || action.kind === 'mark') return [];
    return [{ at, says: 'machine' in action ? `${action.kind} ${action.machine}` : action.kind }];
  });
}

const kill = (at: number, machine: string): TimedAction => ({
  at,
  action: { kind: 'kill', machine },
});
const start = (at: number, machine: string): TimedAction => ({
  at,
  action: { kind: 'start', machine },
});
const pause = (at: number, machine: string): TimedAction => ({
  at,
  action: { kind: 'pause', machine },
});
const resume = (at: number, machine: string): TimedAction => ({
  at,
  action: { kind: 'resume', machine },
});

export const outTwice: Drill = {
  id: 'out-twice',
  kind: 'break',
  title: 'Two of the same',
  brief: `${PEOPLE} people sign up, six a second from 0.1 s on. The mailer puts a mail out at once today and takes 230 ms to say so. Plan at most two deeds, to one worker, from 1.5 s on, so that a mail goes out twice and none is lost. Every sign-up must succeed, and both workers must be up again by 5 s.`,
  prediction: {
    question: 'The queue hands a job out again because it never heard of it. Why did it not hear?',
    options: [
      { id: 'dead', text: 'The worker was dead before it could tell' },
      { id: 'late', text: 'The worker was alive, and told it too late' },
      { id: 'never', text: 'It heard; the job was not handed out again' },
    ],
    outcome: (journal) => {
      if (mails(journal).every(({ times = 0 }) => times < 2)) return 'never';
      const killed = WORKERS.some((id) =>
        journal.states(id).some(({ at, state }) => state === 'down' && at >= QUIET),
      );
      return killed ? 'dead' : 'late';
    },
  },
  scenario: {
    until: UNTIL,
    machines: { mailer: { env: { OUT_MS: '10', ANSWER_MS: '230' } } },
    timeline: [
      ...spell('signups', 100, PEOPLE, 6, signup),
      { at: AUDIT, action: { kind: 'mark', name: 'the mailer is asked about every mail' } },
      ...spell('audit', AUDIT, PEOPLE, 50, audit),
    ],
  },
  allows: [
    ...WORKERS.flatMap((machine) => [
      { kind: 'kill' as const, machine },
      { kind: 'start' as const, machine },
      { kind: 'restart' as const, machine },
      { kind: 'stop' as const, machine },
      { kind: 'pause' as const, machine },
      { kind: 'resume' as const, machine },
    ]),
    { kind: 'kill', machine: 'queue' },
    { kind: 'restart', machine: 'queue' },
  ],
  checks: [
    {
      id: 'twice',
      title: 'A mail went out twice',
      judge: (journal) => {
        const twice = mails(journal).filter(({ times = 0 }) => times > 1);
        const [first] = twice;
        return {
          passed: first !== undefined,
          value: String(twice.length),
          says:
            first === undefined
              ? 'Every mail went out once at most.'
              : `${first.name} went out ${first.times} times: ${way(journal, first.name)}.`,
          at: first && firstSent(journal, first.name),
        };
      },
    },
    {
      id: 'lost',
      title: 'No mail lost, every sign-up confirmed',
      judge: (journal) => judgeLost(journal, PEOPLE - 1),
    },
    {
      id: 'one-worker',
      title: 'Two deeds at most, to one worker, which is up again',
      judge: (journal) => {
        const all = deeds(journal);
        const touched = ['web', 'db', 'queue', 'mailer', 'dead', ...WORKERS].filter(
          (id) => !journal.upThroughout(id, { since: 100, until: UNTIL }),
        );
        const up = WORKERS.every((id) => journal.upThroughout(id, { since: 5000, until: UNTIL }));
        const early = all.some(({ at }) => at < QUIET);
        const told = all.map(({ at, says }) => `${says} at ${clock(at)}`).join(', ') || 'nothing';
        const one = touched.length === 1 && WORKERS.includes(touched[0] ?? '');
        const passed = all.length > 0 && all.length <= 2 && one && up && !early;
        return {
          passed,
          value: String(all.length),
          says: passed
            ? `${told}: no other machine missed a moment.`
            : `Done: ${told}. ${one ? '' : `Not up all the time: ${touched.join(', ') || 'none'}. `}${up ? '' : 'A worker was not up from 5 s on. '}${early ? 'The first came before 1.5 s. ' : ''}It takes one or two deeds, to one worker.`,
          at: all[0]?.at,
        };
      },
    },
  ],
  hints: [
    'Between which two moments does a crash make a mail go out twice? The mail must be out, and the queue must not know.',
    'A sign-up comes every 167 ms, and a job takes about 270 ms, of which the worker waits for 230 with the mail out. Kill it then, and start it again.',
    'Or do not kill it at all: the queue hides a job for one second. Pause a worker that holds one for longer than that.',
  ],
  solutions: [
    {
      name: 'kill in the gap',
      says: 'The mail is out, the answer is on its way.',
      actions: [kill(2000, 'worker-1'), start(3000, 'worker-1')],
    },
    {
      name: 'sleep through the second',
      says: 'A paused worker holds a job for longer than it is hidden, then goes on as if nothing had been.',
      actions: [pause(2000, 'worker-1'), resume(4000, 'worker-1')],
    },
  ],
  cheats: [
    {
      name: 'a short nap',
      says: 'Awake again before the job came back into sight.',
      actions: [pause(2000, 'worker-1'), resume(2500, 'worker-1')],
    },
    {
      name: 'kill the queue',
      says: 'Its jobs are gone with it, and sign-ups fail.',
      actions: [kill(2000, 'queue'), { at: 2300, action: { kind: 'restart', machine: 'queue' } }],
    },
    {
      name: 'ask it to stop',
      says: 'A stop, as every deploy sends it, does it too; but nobody starts the worker again.',
      actions: [{ at: 2000, action: { kind: 'stop', machine: 'worker-1' } }],
    },
  ],
};
