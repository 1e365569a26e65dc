/** Drill 2: no job lost, no mail twice, and what cannot be done is put aside. */
import type { TimedAction } from '../../../src/engine/contract.ts';
import { clock } from '../../../src/lab/journal-view.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import type { Drill, Finding } from '../../../src/lab/manifest.ts';
import { audit, badSignup, killAfterEffect, killBeforeEffect, signup, spell } from '../loads.ts';
import { firstSent, judgeLost, mails, way } from './outcomes.ts';

const GOOD = 30;
/** worker-1 is killed with a mail out, worker-2 before it had handed one over. */
const AFTER = 500;
const BEFORE = 1300;
const POISON = 2100;
/** ms from the first attempt to the last that a bad job may take. */
const PATIENCE = 2500;
const AUDIT = 4900;
const UNTIL = 5600;
const BAD = ['welcome-bad-1', 'welcome-bad-2'];

function attempts(journal: JournalView, name: string) {
  return journal.hops({ to: 'mailer', method: 'POST', path: new RegExp(`/${name}$`) });
}

function judgeTwice(journal: JournalView): Finding {
  const all = mails(journal);
  const twice = all.filter(({ times = 0 }) => times > 1);
  const sent = all.filter(({ times = 0 }) => times > 0).length;
  const [first] = twice;
  const value = String(twice.length);
  if (first !== undefined) {
    const says = `${first.name} went out ${first.times} times: ${way(journal, first.name)}.`;
    return { passed: false, value, says, at: firstSent(journal, first.name) };
  }
  const passed = sent >= 0.8 * GOOD;
  return {
    passed,
    value,
    says: passed
      ? `${sent} mails went out, each of them once, with two workers killed on the way.`
      : `Only ${sent} of ${GOOD} mails went out. Sending none is no way to send none twice.`,
  };
}

function judgeDead(journal: JournalView): Finding {
  const moved = journal
    .hops({ to: 'dead', method: 'POST' })
    .filter(({ answered }) => answered !== undefined)
    .map(({ path, at }) => ({ name: path.replace('/jobs/', ''), at }));
  const value = String(moved.length);
  const good = moved.find(({ name }) => !BAD.includes(name));
  if (good !== undefined) {
    const says = `${good.name}, a good job, was put among the dead letters at ${clock(good.at)}.`;
    return { passed: false, value, says, at: good.at };
  }
  const missing = BAD.filter((name) => !moved.some((each) => each.name === name));
  const [first] = missing;
  if (first !== undefined) {
    const tried = attempts(journal, first);
    const says = `${first} is not among the dead letters; the mailer was asked ${tried.length} times, the last time at ${clock(tried.at(-1)?.at ?? POISON)}.`;
    return { passed: false, value, says, at: tried.at(-1)?.at };
  }
  return {
    passed: moved.length === BAD.length,
    value,
    says:
      moved.length === BAD.length
        ? `Both bad jobs, and nothing else, are among the dead letters, the last from ${clock(moved.at(-1)?.at ?? 0)} on.`
        : `Two bad jobs, and ${moved.length} dead letters: one is there twice.`,
    at: moved.at(-1)?.at,
  };
}

function judgeAttempts(journal: JournalView): Finding {
  for (const name of BAD) {
    const tries = attempts(journal, name);
    const value = String(tries.length);
    const at = tries[0]?.at;
    if (tries.length !== 3) {
      const says = `${name} was handed to the mailer ${tries.length} times${tries.length > 3 ? `, the first five within ${Math.round((tries[4]?.at ?? 0) - (at ?? 0))} ms` : ''}. Three attempts were asked for.`;
      return { passed: false, value, says, at };
    }
    const gaps = tries.slice(1).map((hop, n) => hop.at - (tries[n]?.at ?? 0));
    const [one = 0, two = 0] = gaps;
    const told = gaps.map((gap) => `${Math.round(gap)} ms`).join(' and ');
    if (one < 120 || two < 1.1 * one || one + two > PATIENCE) {
      const says = `${name} was tried three times, ${told} apart. The first pause must be 100 ms at least, the second longer than the first, and all over within ${clock(PATIENCE)}.`;
      return { passed: false, value: told, says, at };
    }
  }
  const gaps = BAD.map((name) => {
    const [a, b, c] = attempts(journal, name).map(({ at }) => at);
    return `${Math.round((b ?? 0) - (a ?? 0))} and ${Math.round((c ?? 0) - (b ?? 0))} ms`;
  });
  return {
    passed: true,
    value: '3',
    says: `Each bad job was tried three times: ${gaps[0]} apart, and ${gaps[1]}.`,
  };
}

const timeline: readonly TimedAction[] = [
  ...spell('signups', 100, GOOD, 12, signup),
  { at: AFTER, action: { kind: 'mark', name: 'the mailer is slow to answer worker-1' } },
  ...killAfterEffect(AFTER, 'worker-1', 700),
  { at: BEFORE, action: { kind: 'mark', name: 'worker-2 is slow to write' } },
  ...killBeforeEffect(BEFORE, 'worker-2', 700),
  { at: POISON, action: { kind: 'mark', name: 'two bad addresses' } },
  ...spell('bad', POISON, 2, 40, badSignup),
  { at: AUDIT, action: { kind: 'mark', name: 'the mailer is asked about every mail' } },
  ...spell('audit', AUDIT, GOOD, 60, audit),
];

export const everyJobOnce: Drill = {
  id: 'every-job-once',
  kind: 'mend',
  title: 'Every job once',
  brief: `${GOOD} people sign up. worker-1 is killed with a mail out, worker-2 before it had handed its mail over, and both come back. Then two people sign up whose address the mailer breaks on. Mend worker.ts: no mail lost, none sent twice, and a job that fails is tried three times with a longer pause each time, then moved to the dead letters.`,
  prediction: {
    question: 'With the code as it is, what do the two crashes cost?',
    options: [
      { id: 'lost', text: 'A mail is lost, none goes out twice' },
      { id: 'twice', text: 'A mail goes out twice, none is lost by the crashes' },
      { id: 'both', text: 'One is lost and one goes out twice' },
      { id: 'nothing', text: 'Nothing: the queue hands both jobs out again' },
    ],
    outcome: (journal) => {
      // Jobs published before the bad ones: what happens to later ones is not the crashes' doing.
      const early = new Set(
        journal.requests({ load: 'signups', until: POISON - 300 }).map(({ flow }) => flow),
      );
      const all = mails(journal).filter(({ asked }) => early.has(asked.flow));
      const lost = all.some(({ times = 0 }) => times === 0);
      const twice = all.some(({ times = 0 }) => times > 1);
      if (lost && twice) return 'both';
      if (lost) return 'lost';
      return twice ? 'twice' : 'nothing';
    },
  },
  scenario: { until: UNTIL, timeline },
  checks: [
    { id: 'lost', title: 'No mail lost', judge: (journal) => judgeLost(journal, GOOD - 1) },
    { id: 'twice', title: 'No mail twice', judge: judgeTwice },
    { id: 'dead', title: 'Two dead letters, the bad two', judge: judgeDead },
    { id: 'attempts', title: 'Three attempts, longer and longer apart', judge: judgeAttempts },
  ],
  edits: ['queue/services/worker.ts'],
  keeps: [
    'queue/services/queue.ts',
    'queue/services/queue-client.ts',
    'queue/services/mail.ts',
    'queue/services/mailer.ts',
    'queue/services/web.ts',
    'queue/services/signup.ts',
    'queue/services/db.ts',
  ],
  hints: [
    'The queue cannot know whether the mail was out when the worker died. Who can? Look at what send() takes beside the mail.',
    'A key must be the same for every delivery of one job, on every worker. And whoever counts attempts must survive a crash of the worker: look at what a delivery brings along.',
    'send(mail, job.name). In the catch: if attempt is 3 or more, bury(receipt); else retry(receipt, 200 * 2 ** (attempt - 1)).',
  ],
  solutions: [
    {
      name: 'key-and-count',
      says: "The job's name is the key; the queue's count of attempts decides between a longer pause and the dead letters.",
      files: true,
    },
    {
      name: 'in-hand',
      says: 'Tries three times with the job in hand, well inside the second for which it is hidden.',
      files: true,
    },
  ],
  cheats: [
    {
      name: 'ack-first',
      says: 'Tells the queue before the work is done: nothing comes twice, and what a dying worker held is lost.',
      files: true,
    },
    {
      name: 'own-memory',
      says: 'Remembers in the worker what it has sent. The memory dies with the worker.',
      files: true,
    },
    {
      name: 'drop-it',
      says: 'Forgets a job after three failures: nobody will ever look at it.',
      files: true,
    },
    {
      name: 'bury-at-once',
      says: 'One failure and it is a dead letter. A hiccup of the mailer would fill the graveyard.',
      files: true,
    },
  ],
};
