/** Drill 1: make most look-ups find nothing, with every machine up and no row lost. */
import type { Action } from '../../../src/engine/contract.ts';
import { clock } from '../../../src/lab/journal-view.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import type { Drill } from '../../../src/lab/manifest.ts';
import { backup, SHARDS, spell, tell } from '../loads.ts';

const USERS = 180;
const UNTIL = 5200;
/** Look-ups end here; in the last second of them everybody has to be found. */
const LAST = 5000;
const LATE = 4400;
/** ms after the deed in which look-ups are counted. */
const WINDOW = 500;

const DEEDS: readonly Action['kind'][] = ['request', 'kill', 'restart', 'pause', 'stop', 'unplug'];

function deeds(journal: JournalView): readonly { at: number; says: string }[] {
  return journal.all('action').flatMap(({ t: at, action }) => {
    if (!DEEDS.includes(action.kind)) return [];
    if (action.kind === 'request') {
      const { method = 'GET', path } = action.request;
      return [{ at, says: `${method} ${path}` }];
    }
    return 'machine' in action ? [{ at, says: `${action.kind} ${action.machine}` }] : [];
  });
}

/** Look-ups in the time after the first deed, and those that found nothing. */
function counted(journal: JournalView) {
  const since = (deeds(journal)[0]?.at ?? 1000) + 20;
  const asked = journal.requests({ label: 'look', since, until: since + WINDOW });
  const nothing = asked.filter(({ status }) => status === 404);
  return { asked, nothing, share: asked.length === 0 ? 0 : nothing.length / asked.length };
}

export const fifthShard: Drill = {
  id: 'fifth-shard',
  kind: 'break',
  title: 'Nobody is missing, and nobody is found',
  brief:
    'The router looks up 40 users a second, out of 180, and finds every one. Plan one thing, before 1.5 s, after which more than half of all look-ups find nothing. No machine may fail, and from 4.4 s on everybody must be found again.',
  prediction: {
    question:
      'Four shards become five, and a key belongs to number key % N. How many rows change places?',
    options: [
      { id: 'fifth', text: 'About a fifth' },
      { id: 'half', text: 'About half' },
      { id: 'most', text: 'About four fifths' },
    ],
    outcome: (journal) => {
      const moved = journal.hops({ from: 'router', method: 'DELETE' }).length;
      if (moved < 60) return 'fifth';
      return moved < 110 ? 'half' : 'most';
    },
  },
  scenario: {
    until: UNTIL,
    machines: backup(USERS),
    timeline: spell('look', 300, LAST - 500, 40, [
      { path: '/users/{n}', expect: { status: 200, json: { id: '{n}' } }, label: 'look' },
    ]),
  },
  allows: [{ kind: 'request' }, { kind: 'kill' }, { kind: 'restart' }, { kind: 'pause' }],
  checks: [
    {
      id: 'quiet',
      title: 'Until then, everybody is found',
      judge: (journal) => {
        const until = deeds(journal)[0]?.at ?? 1000;
        const asked = journal.requests({ label: 'look', until: until - 60 });
        const bad = asked.filter(({ outcome }) => outcome !== 'ok');
        const passed = bad.length === 0 && asked.length >= 10 && until <= 1500;
        return {
          passed,
          value: `${asked.length - bad.length} of ${asked.length}`,
          says: passed
            ? `All ${asked.length} look-ups before ${clock(until)} found their user.`
            : `Before the first deed, at ${clock(until)}, ${asked.length - bad.length} of ${asked.length} look-ups found their user. It takes some good ones to compare with, and a deed before 1.5 s.`,
          at: bad[0]?.at ?? until,
          request: bad[0]?.id,
        };
      },
    },
    {
      id: 'nothing',
      title: 'More than half find nothing',
      judge: (journal) => {
        const { asked, nothing, share } = counted(journal);
        const [first] = nothing;
        const key = first?.path.split('/')[2] ?? '';
        const hop = journal.hops({
          from: 'router',
          path: new RegExp(`^/rows/${key}$`),
          since: first?.at,
        })[0];
        const passed = share > 0.5;
        return {
          passed,
          value: `${Math.round(share * 100)}%`,
          says: passed
            ? `${nothing.length} of the next ${asked.length} look-ups found nothing. The first was ${first?.path}: the router asked ${hop?.to ?? 'a shard'}, which has never held that row.`
            : `Of the ${asked.length} look-ups that followed, ${nothing.length} found nothing. An error is not the same: here a shard answers, and has no such row.`,
          at: first?.at,
          request: first?.id,
        };
      },
    },
    {
      id: 'no-harm',
      title: 'One deed, and every machine stays up',
      judge: (journal) => {
        const all = deeds(journal);
        const hurt = ['router', 'map', ...SHARDS].filter(
          (machine) => !journal.upThroughout(machine, { since: 300, until: UNTIL }),
        );
        const passed = all.length === 1 && hurt.length === 0;
        const said = all.map(({ at, says }) => `${says} at ${clock(at)}`).join(', ');
        return {
          passed,
          value: String(all.length),
          says: passed
            ? `${said}, and nothing else. All machines were up from beginning to end.`
            : `Done: ${said || 'nothing'}. ${hurt.length > 0 ? `Not up all the time: ${hurt.join(', ')}.` : ''} It takes one deed that harms no machine.`,
          at: all[0]?.at,
        };
      },
    },
    {
      id: 'back',
      title: 'No row was lost',
      judge: (journal) => {
        const asked = journal.requests({ label: 'look', since: LATE, until: LAST });
        const bad = asked.filter(({ outcome }) => outcome !== 'ok');
        const passed = asked.length >= 12 && bad.length === 0;
        return {
          passed,
          value: `${asked.length - bad.length} of ${asked.length}`,
          says: passed
            ? `From ${clock(LATE)} on all ${asked.length} look-ups found their user. The rows had been there all along, elsewhere.`
            : `From ${clock(LATE)} on ${bad.length} of ${asked.length} look-ups still failed, ${bad[0]?.path} for one.`,
          at: bad[0]?.at ?? LATE,
          request: bad[0]?.id,
        };
      },
    },
  ],
  hints: [
    'The router works out the shard from the key and one other thing. What else changes the result?',
    'placing.ts divides by the number of shards. The operator can change that number.',
    'At 1 s, let the operator add shard-4. The rows follow at their own pace, so leave them time.',
  ],
  solutions: [
    {
      name: 'add a shard',
      says: 'Four become five: most keys have another remainder now.',
      actions: [tell(1000, 'add', 'shard-4')],
    },
    {
      name: 'take one out',
      says: 'Four become three, with the same effect.',
      actions: [tell(1000, 'drop', 'shard-3')],
    },
  ],
  cheats: [
    {
      name: 'kill a shard',
      says: 'A quarter of the keys, and an error instead of nothing.',
      actions: [{ at: 1000, action: { kind: 'kill', machine: 'shard-2' } }],
    },
    {
      name: 'too late',
      says: 'The rows are still on their way at the end.',
      actions: [tell(3000, 'add', 'shard-4')],
    },
  ],
};
