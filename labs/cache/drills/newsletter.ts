/** Drill 1: bring the database down by taking one key out of the cache at the right moment. */
import type { Action } from '../../../src/engine/contract.ts';
import { clock } from '../../../src/lab/journal-view.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import type { Drill } from '../../../src/lab/manifest.ts';
import { crowd, expire, front, item, spell, WEBS } from '../loads.ts';

const UNTIL = 8000;
/** The newsletter goes out, and so many readers follow its link within as many ms. */
const SENT = 4000;
const READERS = 200;
/** The page is in the cache again long before this, and items are still being asked for. */
const LATER = 4600;
const LAST = 6000;

const FRONT = /^\/front$/;
const HARMS: readonly Action['kind'][] = ['kill', 'restart', 'pause', 'unplug', 'stop', 'start'];

/** What the reader did, in words and in order; the scenario itself does nothing but load. */
function deeds(journal: JournalView): readonly { at: number; says: string }[] {
  return journal.all('action').flatMap(({ t: at, action }) => {
    if (action.kind === 'request') {
      const { method = 'GET', path } = action.request;
      return [{ at, says: `${method} ${path}` }];
    }
    if (!HARMS.includes(action.kind) || !('machine' in action)) return [];
    return [{ at, says: `${action.kind} ${action.machine}` }];
  });
}

const queries = (journal: JournalView, since: number, until: number) =>
  journal.hops({ to: 'db', path: FRONT, since, until });

export const newsletter: Drill = {
  id: 'newsletter',
  kind: 'break',
  title: 'One key, 200 readers',
  brief:
    'At 4 s a newsletter goes out and 200 readers open the front page within a fifth of a second. The page is in the cache, so nobody would notice. Plan one thing, done to the cache alone, so that the database gets at least 150 queries for that page. The cache must be up again by 5 s, and web servers and database are not to be touched.',
  prediction: {
    question:
      'The front page is back in the cache 0.2 s after the first miss. When is the database idle again?',
    options: [
      { id: 'soon', text: 'Within a second of that' },
      { id: 'late', text: 'Several seconds later' },
      { id: 'never', text: 'It was never busy' },
    ],
    outcome: (journal) => {
      if (queries(journal, SENT - 150, SENT + 1000).length < 40) return 'never';
      const open = journal
        .hops({ to: 'db' })
        .filter((hop) => hop.at < SENT + 1500 && (hop.answered ?? Infinity) > SENT + 2000);
      return open.length > 0 ? 'late' : 'soon';
    },
  },
  scenario: {
    until: UNTIL,
    timeline: [
      ...spell('front', 100, LAST - 100, 10, [front]),
      ...spell('items', 500, LAST - 500, 30, [item('int:1-900')]),
      { at: SENT, action: { kind: 'mark', name: 'the newsletter is out' } },
      ...crowd('crowd', SENT, READERS),
    ],
  },
  allows: [
    { kind: 'request' },
    { kind: 'restart' },
    { kind: 'kill' },
    { kind: 'start' },
    { kind: 'pause' },
    { kind: 'resume' },
  ],
  checks: [
    {
      id: 'quiet',
      title: 'Until then, all was well',
      judge: (journal) => {
        const span = { since: 1500, until: SENT - 400 };
        const asked = queries(journal, span.since, span.until);
        const failed = journal.requests(span).filter(({ outcome }) => outcome !== 'ok');
        const passed = failed.length === 0 && asked.length === 0;
        return {
          passed,
          value: String(failed.length + asked.length),
          says: passed
            ? `From ${clock(span.since)} to ${clock(span.until)} every page came, and none asked the database for the front page.`
            : `From ${clock(span.since)} to ${clock(span.until)}, ${failed.length} requests failed and the front page was queried ${asked.length} times. Strike at the moment, not before.`,
          at: failed[0]?.at ?? asked[0]?.at,
        };
      },
    },
    {
      id: 'stampede',
      title: 'At least 150 queries for one page',
      judge: (journal) => {
        const asked = queries(journal, SENT - 400, SENT + 1000);
        const passed = asked.length >= 150;
        return {
          passed,
          value: String(asked.length),
          says: passed
            ? `${asked.length} queries for the front page within ${clock((asked.at(-1)?.at ?? 0) - (asked[0]?.at ?? 0))}, all for the same answer.`
            : `The database was asked ${asked.length} times for the front page. Whoever comes once it is back in the cache asks no more.`,
          at: asked[0]?.at,
          request: asked[0]?.id,
        };
      },
    },
    {
      id: 'innocent',
      title: 'Readers of other pages pay for it',
      judge: (journal) => {
        const asked = journal.requests({ load: 'items', since: LATER, until: LAST });
        const hurt = asked.filter(({ outcome, ms }) => outcome !== 'ok' || (ms ?? Infinity) > 500);
        const share = asked.length === 0 ? 0 : hurt.length / asked.length;
        const [first] = hurt;
        return {
          passed: share >= 0.4,
          value: `${Math.round(share * 100)}%`,
          says:
            share >= 0.4
              ? `${hurt.length} of ${asked.length} item pages asked for after ${clock(LATER)} failed or took over half a second. Nobody had removed those.`
              : `Only ${hurt.length} of ${asked.length} item pages were late after ${clock(LATER)}. The database still had room.`,
          at: first?.at,
          request: first?.id,
        };
      },
    },
    {
      id: 'one-deed',
      title: 'One deed, to the cache, and it is up again',
      judge: (journal) => {
        const all = deeds(journal);
        const touched = [...WEBS, 'db'].filter(
          (machine) => !journal.upThroughout(machine, { since: 100, until: UNTIL }),
        );
        const up = journal.upThroughout('cache', { since: 5000, until: UNTIL });
        const passed = all.length === 1 && touched.length === 0 && up;
        const told = all.map(({ at, says }) => `${says} at ${clock(at)}`).join(', ');
        return {
          passed,
          value: String(all.length),
          says: passed
            ? `${told}: nothing else was done, and every machine was up from 5 s on.`
            : `Done: ${told || 'nothing'}. ${touched.length > 0 ? `Not up all the time: ${touched.join(', ')}. ` : ''}${up ? '' : 'The cache was not up from 5 s on. '}It takes one deed, to the cache alone.`,
          at: all[0]?.at,
        };
      },
    },
  ],
  hints: [
    'What does a web server do between its miss and the moment the answer is in the cache? And how long does the front page take?',
    'Remove the key too early and the next reader fills it again before the crowd is there. It has 200 ms.',
    'At 3.99 s, let the operator remove the front page from the cache.',
  ],
  solutions: [
    {
      name: 'remove the key',
      says: 'The operator removes the key 10 ms before the crowd.',
      actions: [expire(SENT - 10)],
    },
    {
      name: 'restart the cache',
      says: 'Memory is emptied at the wrong moment.',
      actions: [{ at: SENT - 10, action: { kind: 'restart', machine: 'cache' } }],
    },
  ],
  cheats: [
    { name: 'nothing', says: 'With the page in the cache the crowd is harmless.', actions: [] },
    {
      name: 'too early',
      says: 'A second is enough for a single reader to fill the key again.',
      actions: [expire(SENT - 1000)],
    },
    {
      name: 'another key',
      says: 'The same miss, and nobody waits behind it.',
      actions: [expire(SENT - 10, 'item-7')],
    },
    {
      name: 'kill the cache',
      says: 'Many queries, and no cache: another incident.',
      actions: [{ at: SENT - 10, action: { kind: 'kill', machine: 'cache' } }],
    },
  ],
};
