/** What the drill about the dark region judges, and the times it hangs on. */
import type { Finding } from '../../../src/lab/manifest.ts';
import { clock } from '../../../src/lab/journal-view.ts';
import type { ClientRequest, JournalView } from '../../../src/lab/journal-view.ts';
import { ending, failed, failedShare, percent, sentTo, visitsOf } from './parts.ts';

/** For a quarter of a second GeoDNS cannot reach one region, then the other. */
export const LOST = [
  { region: 'mumbai', at: 1130 },
  { region: 'frankfurt', at: 1880 },
] as const;
export const LOST_MS = 240;
/** Mumbai goes dark. */
export const DARK = 3000;
/** From here on GeoDNS must know it: three probes and the patience for the last. */
export const KNOWN = DARK + 1300;
/** And from here on every phone that looks names up again. */
export const MOVED = DARK + 2500;
export const LAST = 7000;
export const UNTIL = 8000;

const CALM = { since: 800, until: DARK - 1100 };
const AFTER = { since: MOVED, until: LAST };

/** The answers that somebody who watches got for one country, in order. */
function answers(journal: JournalView, load: string): readonly { at: number; region: string }[] {
  return journal.requests({ load }).flatMap(({ at, outcome, answer }) => {
    if (outcome !== 'ok') return [];
    return [{ at, region: (JSON.parse(answer ?? '{}') as { region?: string }).region ?? '' }];
  });
}

export function judgeFlips(journal: JournalView): Finding {
  const flips = ['watch-india', 'watch-europe'].flatMap((load) => {
    const before = answers(journal, load).filter(({ at }) => at < DARK);
    return before.filter(({ region }, index) => {
      const last = before[index - 1];
      return last !== undefined && last.region !== region;
    });
  });
  const seen = answers(journal, 'watch-india').filter(({ at }) => at < DARK).length;
  const [first] = flips;
  const value = String(flips.length);
  if (seen < 10) {
    return { passed: false, value, says: `GeoDNS gave whoever watches it only ${seen} answers.` };
  }
  return {
    passed: flips.length === 0,
    value,
    says:
      first === undefined
        ? `GeoDNS lost sight of each region for ${LOST_MS} ms, and went on naming it.`
        : `One probe was lost, and at ${clock(first.at)} GeoDNS named ${first.region} instead. Before Mumbai was dark its answers changed ${flips.length} times.`,
    at: first?.at,
  };
}

export function judgeDead(journal: JournalView): Finding {
  const late = answers(journal, 'watch-india').filter(
    ({ at, region }) => at >= KNOWN && region !== 'frankfurt',
  );
  const dead = sentTo(journal, 'phones-in', AFTER, 'mumbai');
  const alive = sentTo(journal, 'phones-in', AFTER, 'frankfurt');
  const [first] = dead;
  const value = String(dead.length);
  if (first !== undefined) {
    return {
      passed: false,
      value,
      says: `Mumbai is dark since ${clock(DARK)}. At ${clock(first.at)} a phone still sent ${first.method} ${first.path} there${late.length > 0 ? ', and GeoDNS still named it' : ': it had been told that the answer was good for longer'}.`,
      at: first.at,
      request: first.id,
    };
  }
  const passed = late.length === 0 && alive.length >= 15;
  return {
    passed,
    value,
    says: passed
      ? `From ${clock(MOVED)} on all ${alive.length} requests from India were sent to Frankfurt. One old phone is not counted.`
      : `From ${clock(MOVED)} on India sent ${alive.length} requests to Frankfurt, and GeoDNS named Mumbai ${late.length} times after ${clock(KNOWN)}.`,
    at: MOVED,
  };
}

function lost(request: ClientRequest): string {
  return `${request.method} ${request.path}, sent at ${clock(request.at)}, ended with ${ending(request)}`;
}

export function judgeOrders(journal: JournalView): Finding {
  const asked = visitsOf(journal, AFTER, 'order');
  const bad = failed(asked);
  const share = failedShare(asked);
  const [first] = bad;
  const passed = asked.length >= 8 && share <= 0.01;
  return {
    passed,
    value: percent(1 - share),
    says: passed
      ? `With one region left, all ${asked.length} orders of both countries were taken.`
      : `${bad.length} of ${asked.length} orders were lost after ${clock(MOVED)}${first === undefined ? '' : `: ${lost(first)}`}.`,
    at: first?.at,
    request: first?.id,
  };
}

export function judgeBrowsing(journal: JournalView): Finding {
  const calm = visitsOf(journal, CALM, 'browse');
  const after = visitsOf(journal, AFTER, 'browse');
  const before = failedShare(calm);
  const came = 1 - failedShare(after);
  const [first] = failed(calm);
  const passed = calm.length >= 15 && before <= 0.02 && came >= 0.2;
  const value = percent(came);
  if (first !== undefined && before > 0.02) {
    const says = `With both regions up and room in both, ${lost(first)}.`;
    return { passed, value, says, at: first.at, request: first.id };
  }
  return {
    passed,
    value,
    says: passed
      ? `With both regions up everybody could browse, with one ${percent(came)}.`
      : `With one region left ${percent(came)} of those who browsed got a page. There is room for a third of them at least.`,
    at: MOVED,
  };
}

export function judgeNear(journal: JournalView): Finding {
  const ways = [
    ['phones-in', 'mumbai'],
    ['phones-eu', 'frankfurt'],
  ] as const;
  const shares = ways.map(([from, to]) => {
    const all = sentTo(journal, from, CALM);
    return all.filter((hop) => hop.to === to).length / all.length;
  });
  const least = Math.min(...shares);
  return {
    passed: least >= 0.95,
    value: percent(Number.isNaN(least) ? 0 : least),
    says: `While both regions were up, ${percent(shares[0] ?? 0)} of requests from India went to Mumbai and ${percent(shares[1] ?? 0)} of those from Europe to Frankfurt.`,
    at: CALM.since,
  };
}

export function judgeAsking(journal: JournalView): Finding {
  const span = { since: CALM.since, until: DARK };
  const lookups = journal.hops({ ...span, to: 'geo-dns', path: /^\/resolve\//, traced: true });
  const byPhones = lookups.filter(({ from }) => from !== 'people').length;
  const visits = visitsOf(journal, span).length;
  const share = byPhones / visits;
  return {
    passed: share <= 0.6,
    value: percent(share),
    says: `${byPhones} look-ups for ${visits} visits${share <= 0.6 ? '.' : ': most visits wait for DNS first, and a pause of GeoDNS would stop the shop.'}`,
    at: span.since,
  };
}
