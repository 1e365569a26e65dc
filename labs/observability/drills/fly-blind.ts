/** Drill 1: hurt visitors for four seconds so that the alarms as given notice nothing. */
import { clock } from '../../../src/lab/journal-view.ts';
import type { ClientRequest, JournalView } from '../../../src/lab/journal-view.ts';
import type { Drill } from '../../../src/lab/manifest.ts';
import { ask, fault, HOSTS, spell } from '../loads.ts';
import { named, pages } from './pages.ts';

const UNTIL = 5500;
const FROM = 1000;
const HALF = 3000;
const LAST = 5000;
/** So many visitors must have been hurt, in each half of the time. */
const HURT = 2;
const MACHINES = ['lb', ...HOSTS, 'db', 'metrics'];

const isHurt = ({ outcome, ms }: ClientRequest): boolean =>
  outcome !== 'ok' || (ms ?? Infinity) > 500;

function hurt(journal: JournalView, since: number, until: number): readonly ClientRequest[] {
  return journal.requests({ load: 'visits', since, until }).filter(isHurt);
}

export const flyBlind: Drill = {
  id: 'fly-blind',
  kind: 'break',
  title: 'Nobody is woken',
  brief:
    'The pager rings above 5% errors or 200 ms on average, over the whole fleet. Plan one deed of the operator, before 1.3 s, that hurts visitors to the end without a single alarm: at least two of them by 3 s and two more by 5 s must get an error, or wait for more than half a second. All machines stay up, and every scrape is answered.',
  prediction: {
    question:
      'One instance of fifty fails every request it gets. When does an alarm at 5% of the fleet ring?',
    options: [
      { id: 'second', text: 'Within a second' },
      { id: 'later', text: 'After a few seconds' },
      { id: 'never', text: 'Never' },
    ],
    outcome: (journal) => {
      const [first] = hurt(journal, 0, LAST);
      const rung = pages(journal).find(({ at }) => first === undefined || at >= first.at);
      if (rung === undefined) return 'never';
      return rung.at - (first?.at ?? 0) <= 1000 ? 'second' : 'later';
    },
  },
  scenario: { until: UNTIL, timeline: [...spell('visits', 100, LAST - 100, 60)] },
  allows: [
    { kind: 'request' },
    { kind: 'kill' },
    { kind: 'pause' },
    { kind: 'unplug' },
    { kind: 'machine-fault' },
    { kind: 'link-fault' },
  ],
  checks: [
    {
      id: 'hurt',
      title: 'Visitors are hurt, to the end',
      judge: (journal) => {
        const early = hurt(journal, FROM, HALF);
        const late = hurt(journal, HALF, LAST);
        const passed = early.length >= HURT && late.length >= HURT;
        const [first] = early;
        return {
          passed,
          value: `${early.length}, ${late.length}`,
          says: passed
            ? `${early.length} visitors were hurt by 3 s and ${late.length} after that. The first came at ${clock(first?.at ?? 0)} and got ${first?.status ?? 'nothing'} after ${Math.round(first?.ms ?? 0)} ms.`
            : `${early.length} visitors were hurt by 3 s, and ${late.length} from then to 5 s. It takes ${HURT} each.`,
          at: first?.at,
          request: first?.id,
        };
      },
    },
    {
      id: 'silent',
      title: 'The pager is silent',
      judge: (journal) => {
        const rung = pages(journal);
        const [first] = rung;
        const all = journal.count({ load: 'visits', since: FROM, until: LAST });
        const share = Math.round((1000 * hurt(journal, FROM, LAST).length) / all) / 10;
        return {
          passed: first === undefined,
          value: String(rung.length),
          says:
            first === undefined
              ? `No alarm. Of all visitors ${share}% were hurt, and the rules wait for 5%, or for a high mean.`
              : `At ${clock(first.at)} the pager rang for ${named(first)}: ${first.says}.`,
          at: first?.at,
        };
      },
    },
    {
      id: 'watched',
      title: 'The metrics worked all the time',
      judge: (journal) => {
        const asked = journal.hops({ from: 'metrics', path: /^\/metrics$/, until: LAST });
        const lost = asked.filter(({ status }) => status !== 200);
        const enough = asked.length >= 6 * 16;
        const [first] = lost;
        return {
          passed: lost.length === 0 && enough,
          value: `${asked.length - lost.length}`,
          says:
            first !== undefined
              ? `At ${clock(first.at)} ${first.to} gave the scraper no answer. Whoever switches off the metrics fools nobody but the metrics.`
              : enough
                ? `${asked.length} scrapes, all of them answered. The numbers were there.`
                : `Only ${asked.length} scrapes were made: the scraper was not at work.`,
          at: first?.at,
        };
      },
    },
    {
      id: 'one-deed',
      title: 'One deed, and every machine stays up',
      judge: (journal) => {
        const deeds = journal.all('action').filter(({ action }) => action.kind !== 'load');
        const down = MACHINES.filter((id) => !journal.upThroughout(id, { since: 500 }));
        const [first] = deeds;
        const passed = deeds.length === 1 && first!.t <= 1300 && down.length === 0;
        return {
          passed,
          value: String(deeds.length),
          says: passed
            ? `One deed, at ${clock(first!.t)}; no machine went down.`
            : `${deeds.length} deeds${first === undefined ? '' : `, the first at ${clock(first.t)}`}${down.length > 0 ? `; not up all the time: ${down.join(', ')}` : ''}. It takes one, before 1.3 s, and every machine up.`,
          at: first?.t,
        };
      },
    },
  ],
  hints: [
    'Both rules look at the fleet as a whole. How large a part of it may fail without being noticed?',
    'deploy can break a single instance: PUT /faults/errors?instance=17. What share of all requests does one instance of fifty get?',
    'At 1 s, let the operator send that PUT to deploy. Or leave out the instance and choose slow-path: one page in forty then takes a second longer.',
  ],
  solutions: [
    {
      name: 'one of fifty',
      says: 'Instance 17 fails all it gets: 2% of the fleet.',
      actions: [ask(1000, fault('errors', 17))],
    },
    {
      name: 'slow path',
      says: 'One page in forty takes 1.2 s longer; the mean stays under 100 ms.',
      actions: [ask(1000, fault('slow-path'))],
    },
  ],
  cheats: [
    { name: 'nothing', says: 'Silence, and nobody is hurt.', actions: [] },
    {
      name: 'a whole host',
      says: 'A quarter of the fleet is gone, and the fleet alarm sees that.',
      actions: [{ at: 1000, action: { kind: 'unplug', machine: 'host-2' } }],
    },
    {
      name: 'kill the pager',
      says: 'Silent, because nobody is watching; and nobody is hurt either.',
      actions: [{ at: 1000, action: { kind: 'kill', machine: 'metrics' } }],
    },
  ],
};
