/** Lab of stage 10: sign-ups are answered at once, and workers send the mail. */
import { defineLab } from '../../src/lab/define.ts';
import type { LabMachine } from '../../src/lab/manifest.ts';
import { everyJobOnce } from './drills/every-job-once.ts';
import { outTwice } from './drills/out-twice.ts';
import { experiments } from './measures/index.ts';
import { badRequest, killAfterEffect, lateSignup, signup, spell } from './loads.ts';

function worker(id: string, row: number): LabMachine {
  return {
    id,
    role: 'worker',
    at: { col: 3, row },
    does: 'Takes a job, writes the mail, hands it to the mailer, tells the queue. One at a time.',
    entry: 'queue/services/worker.ts',
    env: { QUEUE_URL: 'http://queue:8080', MAILER_URL: 'http://mailer:8080' },
  };
}

export default defineLab({
  stage: 'queue',
  title: 'Queue',
  start: {
    works: false,
    says: 'A worker that dies with its mail out sends it again, and a job that fails is tried for ever.',
  },
  clients: [
    { id: 'clients', at: { col: 0, row: 0 }, does: 'People who sign up.' },
    {
      id: 'operator',
      at: { col: 4, row: 1 },
      does: 'Somebody who asks the mailer how often each mail went out.',
    },
  ],
  machines: [
    {
      id: 'web',
      role: 'web',
      at: { col: 1, row: 0 },
      does: 'Keeps the sign-up in the database, leaves a job in the queue, answers.',
      entry: 'queue/services/web.ts',
      cores: 2,
      env: { DB_URL: 'http://db:8080', QUEUE_URL: 'http://queue:8080' },
    },
    {
      id: 'db',
      role: 'database',
      at: { col: 1, row: 1 },
      does: 'Keeps who signed up.',
      entry: 'queue/services/db.ts',
    },
    {
      id: 'queue',
      role: 'queue',
      at: { col: 2, row: 0 },
      does: 'Keeps jobs until a worker says that they are done. A job that was handed out is hidden for a second. It refuses the 61st.',
      entry: 'queue/services/queue.ts',
      env: { DEAD_URL: 'http://dead:8080', MAX_JOBS: '60' },
    },
    {
      id: 'dead',
      role: 'queue',
      at: { col: 2, row: 1 },
      does: 'Dead letters: jobs that nobody could do, for a person to look at.',
      entry: 'queue/services/queue.ts',
    },
    worker('worker-1', 0),
    worker('worker-2', 1),
    {
      id: 'mailer',
      role: 'web',
      at: { col: 4, row: 0 },
      does: 'Another company, which sends our mail. Works on ten mails at once and refuses the next; 60 ms for each.',
      entry: 'queue/services/mailer.ts',
      cores: 10,
    },
  ],
  links: [
    { from: 'clients', to: 'web' },
    { from: 'web', to: 'db' },
    { from: 'web', to: 'queue' },
    { from: 'queue', to: 'dead', standby: true },
    { from: 'queue', to: 'worker-1' },
    { from: 'queue', to: 'worker-2' },
    { from: 'worker-1', to: 'mailer' },
    { from: 'worker-2', to: 'mailer' },
    { from: 'operator', to: 'mailer', standby: true },
  ],
  load: {
    profile: { to: 'web', rate: 16, flows: [{ steps: [signup] }] },
    range: { min: 0, max: 60, step: 2 },
  },
  slowMs: 50,
  gauges: [
    { name: 'backlog', label: 'jobs' },
    { name: 'age', label: 'oldest', unit: 'ms' },
    { name: 'mails', label: 'mails out' },
    { name: 'twice', label: 'sent twice' },
  ],
  breakIts: [
    {
      id: 'crash-mid-job',
      title: 'Crash worker-1 mid-job',
      watch:
        'The mailer is slow to answer worker-1, which is killed with its mail out. A second later the job is in sight again: read "sent twice" at the mailer.',
      timeline: killAfterEffect(0, 'worker-1', 1500),
    },
    {
      id: 'two-bad-addresses',
      title: 'Two bad addresses',
      watch:
        'Two people sign up with an address that the mailer breaks on. Both workers are busy with them for good. The line behind them grows until the queue is full and sign-ups fail.',
      timeline: [badRequest(0, 1), badRequest(0, 2)],
    },
    {
      id: 'half-as-much-again',
      title: 'Half as much again',
      watch:
        'For ten seconds more people sign up than two workers can serve. The oldest job gets older and older; after five seconds the queue is full and says no.',
      timeline: spell('surge', 0, 200, 20, lateSignup),
    },
  ],
  drills: [outTwice, everyJobOnce],
  experiments,
});
