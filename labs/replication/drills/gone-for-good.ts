/** Drill 1: see both losses. First posts that are not there yet, then posts that never will be. */
import type { Drill, Finding } from '../../../src/lab/manifest.ts';
import { clock } from '../../../src/lab/journal-view.ts';
import type { ClientRequest, JournalView } from '../../../src/lab/journal-view.ts';
import type { Action } from '../../../src/engine/contract.ts';
import { audits, postAndRefresh, reads } from '../loads.ts';

/** Posting ends, and every confirmed post is looked for. */
const CLOSED = 7000;
const AUDIT = 8800;
const UNTIL = 10_000;
/** By now the board has to take posts again. */
const LATE = { since: 6000, until: CLOSED };
/** Confirmed posts that must be lost, at least. */
const FEW = 5;
const BLOWS: readonly Action['kind'][] = ['kill', 'unplug', 'pause'];
const OTHERS = ['router', 'replica-1', 'replica-2', 'failover'];

interface Blow {
  readonly at: number;
  readonly machine: string;
}

function blows(journal: JournalView): readonly Blow[] {
  return journal
    .all('action')
    .flatMap(({ t, action }) =>
      BLOWS.includes(action.kind) && 'machine' in action
        ? [{ at: t, machine: action.machine }]
        : [],
    );
}

/** The second, begun before any blow, in which the largest share of authors missed their post. */
function worstSecond(journal: JournalView) {
  const until = (blows(journal)[0]?.at ?? CLOSED) - 100;
  const looks = journal.requests({ load: 'posts', label: 'refresh', until });
  const seconds = looks
    .filter((look) => look.at + 1000 <= until)
    .map(({ at }) => {
      const within = looks.filter((look) => look.at >= at && look.at < at + 1000);
      const missed = within.filter((look) => look.status === 404);
      return { at, asked: within.length, missed: missed.length, first: missed[0] };
    })
    .filter((second) => second.asked >= 10);
  return seconds.toSorted((a, b) => b.missed / b.asked - a.missed / a.asked)[0];
}

function judgeGone(journal: JournalView): Finding {
  const worst = worstSecond(journal);
  const share = worst === undefined ? 0 : worst.missed / worst.asked;
  const passed = share >= 0.8;
  const value = `${Math.round(share * 100)}%`;
  if (worst?.first === undefined) {
    return { passed, value, says: 'While all machines were up, every author found the new post.' };
  }
  const { at, asked, missed, first } = worst;
  return {
    passed,
    value,
    says: `In the second from ${clock(at)}, ${missed} of ${asked} authors did not find what they had just posted; the first looked at ${clock(first.at)}. ${passed ? 'No machine was down.' : 'It should be four in five.'}`,
    at: first.at,
    request: first.id,
  };
}

/** Posts that were confirmed, and that a database answered are not there when all was over. */
function lost(journal: JournalView): readonly ClientRequest[] {
  const absent = new Set(
    journal
      .requests({ load: 'audit' })
      .filter((request) => request.status === 404)
      .map((request) => request.path),
  );
  return journal
    .requests({ load: 'posts', label: 'post', outcome: 'ok' })
    .filter((request) => absent.has(request.path));
}

function judgeLost(journal: JournalView): Finding {
  const missing = lost(journal);
  const first = missing[0];
  const passed = missing.length >= FEW;
  const value = String(missing.length);
  if (first === undefined)
    return { passed, value, says: 'Every confirmed post was there in the end.' };
  return {
    passed,
    value,
    says: `${missing.length} confirmed posts are gone for good. ${first.path.slice(6)} was confirmed at ${clock(first.end ?? 0)}; at the end no database has it.${passed ? '' : ' It should be ${FEW} at least.'}`,
    at: first.end,
    request: first.id,
  };
}

export const goneForGood: Drill = {
  id: 'gone-for-good',
  kind: 'break',
  title: 'Gone, then gone for good',
  brief:
    'Visitors post, and look at once. Plan faults so that for a second at least four in five of them do not find their post, while every machine is up. Then strike one machine, once, so that five confirmed posts or more are lost for ever and the board takes new ones again within the last second. Strike no earlier than 2 s.',
  prediction: {
    question: 'The primary dies, and a replica is promoted. Which confirmed posts are lost?',
    options: [
      { id: 'none', text: 'None: they were replicated.' },
      { id: 'lag', text: 'Those that no replica had yet when it died.' },
      { id: 'all', text: 'All since the start.' },
    ],
    outcome: (journal) => {
      const missing = lost(journal).length;
      if (missing === 0) return 'none';
      const confirmed = journal.count({ load: 'posts', label: 'post', outcome: 'ok' });
      return missing === confirmed ? 'all' : 'lag';
    },
  },
  scenario: {
    until: UNTIL,
    timeline: [
      {
        at: 100,
        action: {
          kind: 'load',
          id: 'posts',
          profile: { to: 'router', rate: 20, flows: postAndRefresh },
        },
      },
      {
        at: 100,
        action: { kind: 'load', id: 'reads', profile: { to: 'router', rate: 30, flows: reads } },
      },
      { at: CLOSED, action: { kind: 'load', id: 'posts', profile: null } },
      { at: CLOSED, action: { kind: 'load', id: 'reads', profile: null } },
      { at: CLOSED + 100, action: { kind: 'heal-all' } },
      { at: AUDIT, action: { kind: 'mark', name: 'every post is looked for' } },
      {
        at: AUDIT,
        action: {
          kind: 'load',
          id: 'audit',
          profile: { to: 'router', rate: 150, arrivals: 'even', flows: audits },
        },
      },
      { at: UNTIL - 100, action: { kind: 'load', id: 'audit', profile: null } },
    ],
  },
  allows: [
    { kind: 'kill' },
    { kind: 'unplug' },
    { kind: 'pause' },
    { kind: 'link-fault' },
    { kind: 'heal' },
  ],
  checks: [
    { id: 'gone', title: 'Authors do not find their posts, all machines up', judge: judgeGone },
    {
      id: 'one-blow',
      title: 'One machine struck, the others up throughout',
      judge: (journal) => {
        const all = blows(journal);
        const [blow] = all;
        const up = OTHERS.filter((machine) =>
          journal.upThroughout(machine, { since: 100, until: CLOSED }),
        );
        const value = String(all.length);
        if (blow === undefined) return { passed: false, value, says: 'Nothing was struck.' };
        const passed = all.length === 1 && blow.at >= 2000 && up.length === OTHERS.length;
        const says = passed
          ? `Only ${blow.machine}, at ${clock(blow.at)}. ${up.join(', ')} were up from beginning to end.`
          : `You struck ${all.map((each) => `${each.machine} at ${clock(each.at)}`).join(', ')}. Strike one machine, at 2 s or later, and leave ${OTHERS.join(', ')} up.`;
        return { passed, value, says, at: blow.at };
      },
    },
    { id: 'lost', title: 'Five confirmed posts are lost for good', judge: judgeLost },
    {
      id: 'back',
      title: 'The board takes posts again',
      judge: (journal) => {
        const blow = blows(journal)[0];
        const asked = journal.requests({ load: 'posts', label: 'post', ...LATE });
        const taken = asked.filter((request) => request.outcome === 'ok');
        const share = asked.length === 0 ? 0 : taken.length / asked.length;
        const by = new Set(
          taken.map(({ answer }) => (JSON.parse(answer ?? '{}') as { from?: string }).from),
        );
        const passed = blow !== undefined && share >= 0.95 && !by.has('primary');
        return {
          passed,
          value: `${Math.round(share * 100)}%`,
          says: `In the last second ${taken.length} of ${asked.length} posts were taken, by ${[...by].join(' and ') || 'nobody'}.${passed ? '' : ' It should be a promoted replica that takes them.'}`,
          at: LATE.since,
        };
      },
    },
  ],
  hints: [
    'A post is on the primary at once, and on a replica when the log has got there. Which link does the log travel?',
    'Make the links from primary to both replicas slow, or cut them. Authors now look in vain. What does the primary have that nobody else has?',
    'Cut primary to replica-1 and primary to replica-2 at 2 s. Kill primary at 4.5 s. The failover needs about 0.6 s.',
  ],
  solutions: [
    {
      name: 'cut and kill',
      says: 'Cuts the log off, lets the primary take posts alone, then kills it.',
      actions: [
        ...['replica-1', 'replica-2'].map((to) => ({
          at: 2000,
          action: {
            kind: 'link-fault' as const,
            id: `cut-${to}`,
            from: 'primary',
            to,
            fault: { partition: true },
          },
        })),
        { at: 4500, action: { kind: 'kill', machine: 'primary' } },
      ],
    },
    {
      name: 'slow down and unplug',
      says: 'A log that is five seconds late, and a primary that falls silent.',
      actions: [
        // So late that no row arrives between the failover's question and its choice.
        ...['replica-1', 'replica-2'].map((to) => ({
          at: 1500,
          action: {
            kind: 'link-fault' as const,
            id: `slow-${to}`,
            from: 'primary',
            to,
            fault: { latencyMs: 5000 },
            oneWay: true,
          },
        })),
        { at: 4900, action: { kind: 'unplug', machine: 'primary' } },
      ],
    },
  ],
  cheats: [
    {
      name: 'just kill it',
      says: 'The replicas are a few milliseconds behind: hardly anything is lost.',
      actions: [{ at: 4500, action: { kind: 'kill', machine: 'primary' } }],
    },
    {
      name: 'only lag',
      says: 'Posts come late, and none is lost.',
      actions: ['replica-1', 'replica-2'].map((to) => ({
        at: 2000,
        action: {
          kind: 'link-fault' as const,
          id: `slow-${to}`,
          from: 'primary',
          to,
          fault: { latencyMs: 500 },
        },
      })),
    },
    {
      name: 'one replica keeps up',
      says: 'Half of the authors find their post, and the replica that has it is promoted.',
      actions: [
        {
          at: 2000,
          action: {
            kind: 'link-fault',
            id: 'cut-replica-1',
            from: 'primary',
            to: 'replica-1',
            fault: { partition: true },
          },
        },
        { at: 4500, action: { kind: 'kill', machine: 'primary' } },
      ],
    },
    {
      name: 'kill the failover too',
      says: 'Nobody is promoted: the board takes no posts.',
      actions: [
        ...['replica-1', 'replica-2'].map((to) => ({
          at: 2000,
          action: {
            kind: 'link-fault' as const,
            id: `cut-${to}`,
            from: 'primary',
            to,
            fault: { partition: true },
          },
        })),
        { at: 4000, action: { kind: 'kill', machine: 'failover' } },
        { at: 4500, action: { kind: 'kill', machine: 'primary' } },
      ],
    },
  ],
};
