/** What the drill about the dead judges, and the times it hangs on. */
import type { Finding } from '../../../src/lab/manifest.ts';
import { clock } from '../../../src/lab/journal-view.ts';
import type { ClientRequest, Hop, JournalView } from '../../../src/lab/journal-view.ts';
import { FORWARDED } from '../loads.ts';

/** web-2 is killed, and comes back. */
export const KILLED = 4000;
export const BACK = 7000;
/** ms that a balancer may take to notice that a server died or came back. */
const NOTICE = 2000;
/** The rack with all web servers loses its power, and gets it back. */
export const DARK = 9500;
export const LIGHT = 12_500;

/** ms in which a balancer with no server to send to has to say so. */
const FAST = 100;
/** So many forwarded requests in a row without web-3 mean that it is out of rotation. */
const ABSENT = 20;

export const WEBS = ['web-1', 'web-2', 'web-3'];

/** How the balancer passed on a client's request, in words. */
function way(journal: JournalView, request: ClientRequest): string {
  const tries = request.trace === undefined ? [] : journal.trace(request.trace);
  const told = tries
    .filter((hop) => hop.from === 'lb')
    .map((hop) => `${hop.to} (${hop.error ?? hop.status ?? 'no answer'})`);
  return told.length === 0 ? 'lb sent it to nobody' : `lb sent it to ${told.join(', then to ')}`;
}

export function failedPages(journal: JournalView): readonly ClientRequest[] {
  // What is asked for in the last second before the rack goes dark may end in the dark.
  return journal
    .requests({ load: 'pages', until: DARK - 1000 })
    .filter((request) => request.outcome !== 'ok');
}

export function judgePages(journal: JournalView): Finding {
  const failed = failedPages(journal);
  const [first] = failed;
  if (first === undefined) {
    const all = journal.count({ load: 'pages', until: DARK - 1000 });
    return {
      passed: true,
      value: '0',
      says: `All ${all} pages came, with web-2 killed on the way.`,
    };
  }
  return {
    passed: false,
    value: String(failed.length),
    says: `${first.path}, asked for at ${clock(first.at)}, ended with ${first.why ?? first.error ?? first.status ?? 'nothing'}: ${way(journal, first)}.`,
    at: first.at,
    request: first.id,
  };
}

/** How often each order was written, as the database says at the end; undefined if it did not. */
function written(journal: JournalView): ReadonlyMap<string, number | undefined> {
  return new Map(
    journal.requests({ load: 'audit' }).map(({ path, outcome, answer }) => {
      if (outcome !== 'ok') return [path, undefined];
      return [path, (JSON.parse(answer ?? '{}') as { times?: number }).times];
    }),
  );
}

export function judgeOrders(journal: JournalView): Finding {
  const times = written(journal);
  const sent = journal.requests({ load: 'orders' });
  const twice = sent.filter((request) => (times.get(request.path) ?? 0) > 1);
  const taken = sent.filter((request) => request.outcome === 'ok');
  const lost = taken.filter((request) => times.get(request.path) === 0);
  const unread = taken.filter((request) => times.get(request.path) === undefined);
  const value = String(twice.length);
  const [first] = twice;
  if (first !== undefined) {
    const writes = journal
      .hops({ to: 'db', method: 'POST' })
      .filter((hop) => hop.trace === first.trace);
    const by = writes.map((hop) => `${hop.from} at ${clock(hop.at)}`).join(' and ');
    const says = `${first.path} was written ${times.get(first.path)} times: by ${by}, because ${way(journal, first)}.`;
    return { passed: false, value, says, at: first.at, request: first.id };
  }
  for (const [some, what] of [
    [lost, 'was confirmed and is not in the database'],
    [unread, 'was confirmed and could not be read back'],
  ] as const) {
    const one = some[0];
    if (one === undefined) continue;
    return { passed: false, value, says: `${one.path} ${what}.`, at: one.at, request: one.id };
  }
  const early = sent.filter((request) => request.at < DARK - 1000);
  const share = early.filter((request) => request.outcome === 'ok').length / early.length;
  if (!(share >= 0.85)) {
    const says = `Only ${Math.round(share * 100)}% of orders were taken. Turning orders away is no way to avoid doubles.`;
    return { passed: false, value, says };
  }
  return { passed: true, value, says: `All ${taken.length} confirmed orders were written once.` };
}

export function judgeDead(journal: JournalView): Finding {
  const span = { since: KILLED + NOTICE, until: BACK };
  const mail = journal.hops({ ...span, from: 'lb', to: 'web-2', path: FORWARDED });
  const [first] = mail;
  if (first === undefined) {
    const says = `From ${clock(KILLED + NOTICE)} on, web-2 was left in peace.`;
    return { passed: true, value: '0', says };
  }
  return {
    passed: false,
    value: String(mail.length),
    says: `web-2 was killed at ${clock(KILLED)}. At ${clock(first.at)} lb still sent it ${first.method} ${first.path}.`,
    at: first.at,
    request: first.id,
  };
}

export function judgeShare(journal: JournalView): Finding {
  const span = { since: BACK + NOTICE, until: DARK };
  const passed = journal.hops({ ...span, from: 'lb', path: FORWARDED });
  const shares = WEBS.map((web) => passed.filter((hop) => hop.to === web).length / passed.length);
  const least = Math.min(...shares);
  const told = WEBS.map((web, index) => `${web} ${Math.round((shares[index] ?? 0) * 100)}%`).join(
    ', ',
  );
  return {
    passed: least >= 0.15,
    value: `${Math.round((Number.isNaN(least) ? 0 : least) * 100)}%`,
    says:
      passed.length === 0
        ? `From ${clock(span.since)} to ${clock(DARK)}, with all servers up, lb passed nothing on.`
        : `web-2 was started again at ${clock(BACK)}. Two seconds later the shares were ${told}.`,
    at: span.since,
  };
}

/** The times at which web-3 went out of rotation or came back, read off the traffic alone. */
function moves(forwarded: readonly Hop[]): readonly number[] {
  const times: number[] = [];
  let absentSince: Hop | undefined;
  let absent = 0;
  for (const hop of forwarded) {
    if (hop.to !== 'web-3') {
      absentSince ??= hop;
      absent += 1;
      continue;
    }
    if (absentSince !== undefined && absent >= ABSENT) times.push(absentSince.at, hop.at);
    absentSince = undefined;
    absent = 0;
  }
  if (absentSince !== undefined && absent >= ABSENT) times.push(absentSince.at);
  return times;
}

export function judgeFlapping(journal: JournalView): Finding {
  const all = moves(journal.hops({ since: 500, until: KILLED, from: 'lb', path: FORWARDED }));
  const within = all.map((at) => all.filter((other) => other >= at && other < at + 2000).length);
  const most = Math.max(0, ...within);
  const at = all[within.indexOf(most)];
  return {
    passed: most <= 2,
    value: String(most),
    says:
      most <= 2
        ? `Every second health answer of web-3 was a bad one, and it moved ${most} times in 2 s at most.`
        : `web-3 gave every second probe a bad answer, and moved out and in ${most} times in 2 s from ${clock(at ?? 0)}.`,
    at,
  };
}

export function judgeFast(journal: JournalView): Finding {
  const asked = journal.requests({ load: 'pages', since: DARK + NOTICE, until: LIGHT - 500 });
  const waits = asked.map((request) => request.ms ?? journal.end - request.at);
  const worst = Math.max(0, ...waits);
  const slow = asked[waits.indexOf(worst)];
  const made = asked.find((request) => request.outcome === 'ok' && (request.end ?? LIGHT) < LIGHT);
  if (made !== undefined) {
    const says = `At ${clock(made.at)} no server was up, and ${made.path} was answered with ${made.status}: by whom?`;
    return { passed: false, value: 'made up', says, at: made.at, request: made.id };
  }
  const answered = asked.filter((request) => request.status !== undefined).length;
  return {
    passed: asked.length > 0 && answered === asked.length && worst <= FAST,
    value: `${Math.round(worst)} ms`,
    says:
      worst <= FAST
        ? `With all three dark, ${asked.length} pages were asked for, and each was told no within ${Math.round(worst)} ms.`
        : `${slow?.path}, asked for at ${clock(slow?.at ?? 0)} with all three dark, waited ${Math.round(worst)} ms: ${slow === undefined ? '' : way(journal, slow)}.`,
    at: slow?.at,
    request: slow?.id,
  };
}
