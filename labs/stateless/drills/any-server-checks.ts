/** How drill 2 is judged: by what customers could see. */
import { clock } from '../../../src/lab/journal-view.ts';
import type { ClientRequest, JournalView, Span } from '../../../src/lab/journal-view.ts';
import type { Finding } from '../../../src/lab/manifest.ts';

export const UNTIL = 7000;
/** web-2 dies. */
export const DEATH = 1800;
/** The first server of three is told to leave; the last is back 3.5 s later. */
export const DEPLOY = 2900;
const DEPLOYED = DEPLOY + 3600;

/** A good session is known to whoever is asked. */
const KNOWN = ['add', 'look', 'pay', 'logout'];
const STRANGE = ['tampered', 'made up', 'logged out'];

/** Requests with a good session. */
export function knownAsked(journal: JournalView, span: Span = {}): readonly ClientRequest[] {
  return journal.requests(span).filter(({ label = '' }) => KNOWN.includes(label));
}

/** Who answered, by its own words. */
function by({ answer }: ClientRequest): string {
  try {
    return (JSON.parse(answer ?? '{}') as { by?: string }).by ?? 'lb';
  } catch {
    return 'lb';
  }
}

export function judgeKnown(journal: JournalView): Finding {
  const all = knownAsked(journal);
  const bad = all.filter(({ outcome }) => outcome === 'wrong');
  const unknown = all.filter(({ status }) => status === 503);
  const [first] = bad.length > 0 ? bad : unknown;
  const value = String(bad.length + unknown.length);
  if (first !== undefined) {
    const came = journal
      .requests({ load: first.load, until: first.at, label: 'login' })
      .findLast(({ flow }) => flow === first.flow);
    const says =
      first.status === 401
        ? `${bad.length} of ${all.length} requests with a good session were refused or saw another cart. The first: logged in at ${came === undefined ? 'some server' : by(came)}, and ${by(first)} asked "who are you?" at ${clock(first.at)}.`
        : `${bad.length + unknown.length} of ${all.length} requests with a good session went wrong. The first, at ${clock(first.at)} from ${by(first)}: ${first.why ?? `status ${first.status}`}.`;
    return { passed: false, value, says, at: first.at, request: first.id };
  }
  const servers = new Set(all.filter(({ outcome }) => outcome === 'ok').map(by));
  const passed = all.length >= 100 && servers.size >= 3;
  return {
    passed,
    value,
    says: passed
      ? `${all.length} requests with a good session, answered by ${[...servers].toSorted().join(', ')}: each saw its own cart, web-2's death included.`
      : `Only ${all.length} requests came through, from ${servers.size} servers.`,
  };
}

export function judgeStrangers(journal: JournalView): Finding {
  const all = journal.requests().filter(({ label = '' }) => STRANGE.includes(label));
  const let_in = all.filter(({ status }) => status !== 401);
  const [first] = let_in;
  const value = String(let_in.length);
  if (first !== undefined) {
    const says =
      first.status === 200
        ? `${by(first)} answered a ${first.label} session with a cart at ${clock(first.at)}. ${let_in.length} of ${all.length} strangers were let in.`
        : `A ${first.label} session got ${first.status ?? 'no answer'} at ${clock(first.at)}; the answer is 401.`;
    return { passed: false, value, says, at: first.at, request: first.id };
  }
  const kinds = new Set(all.map(({ label }) => label));
  const passed = kinds.size === STRANGE.length && all.length >= 12;
  return {
    passed,
    value,
    says: passed
      ? `${all.length} requests with ids that were tampered with, made up, or logged out: all refused.`
      : `Only ${all.length} strangers came this far (${[...kinds].join(', ') || 'none'}): customers have to get in before they can log out.`,
  };
}

export function judgeAlbum(journal: JournalView): Finding {
  const uploads = journal.count({ label: 'upload', outcome: 'ok' });
  const asked = journal.requests({ label: 'photo' });
  const bad = asked.filter(({ outcome }) => outcome !== 'ok');
  const late = journal.count({ load: 'album', outcome: 'ok' });
  const [first] = bad;
  const value = String(bad.length);
  if (first !== undefined) {
    const says = `${bad.length} of ${asked.length} requests for a photo failed. The first: ${first.path} at ${clock(first.at)}, ${first.status === 404 ? `and ${by(first)} has no such file` : (first.why ?? 'no answer')}.`;
    return { passed: false, value, says, at: first.at, request: first.id };
  }
  const passed = uploads >= 7 && late >= 7;
  return {
    passed,
    value,
    says: passed
      ? `${uploads} photos were uploaded, each was found at once, and again after every server had been replaced.`
      : `Only ${uploads} photos were taken and ${late} were read in the end.`,
  };
}

export function judgeDeploy(journal: JournalView): Finding {
  const span = { since: DEPLOY - 350, until: DEPLOYED };
  const all = journal.requests(span);
  const bad = all.filter(({ outcome }) => outcome !== 'ok' && outcome !== 'wrong');
  const [first] = bad;
  const value = String(bad.length);
  const replaced = ['web-1', 'web-2', 'web-3'].filter((web) =>
    journal
      .states(web)
      .some(({ at, state }) => state === 'up' && at > DEPLOY && at < DEPLOYED + 100),
  );
  if (first !== undefined) {
    const says = `${bad.length} of ${all.length} requests failed while the new version went out. The first: ${first.method} ${first.path}, sent at ${clock(first.at)}, ended with ${first.why ?? first.error ?? 'no answer'}.`;
    return { passed: false, value, says, at: first.at, request: first.id };
  }
  const paid = journal.count({ ...span, label: 'pay', outcome: 'ok' });
  const passed = replaced.length === 3 && paid >= 12;
  return {
    passed,
    value,
    says: passed
      ? `All three servers were replaced. Of ${all.length} requests meanwhile none failed; ${paid} customers paid.`
      : `${replaced.length} of 3 servers were replaced and ${paid} customers paid; nobody failed.`,
  };
}
