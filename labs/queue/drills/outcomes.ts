/** What became of each mail, as the mailer says at the end. */
import type { Finding } from '../../../src/lab/manifest.ts';
import { clock } from '../../../src/lab/journal-view.ts';
import type { ClientRequest, JournalView } from '../../../src/lab/journal-view.ts';

export interface Mail {
  readonly name: string;
  /** How often it went out; undefined if the mailer could not be asked. */
  readonly times?: number;
  readonly asked: ClientRequest;
}

export function mails(journal: JournalView): readonly Mail[] {
  return journal.requests({ label: 'audit' }).map((asked) => {
    const name = asked.path.replace('/mails/', '');
    if (asked.status !== 200) return { name, asked };
    return { name, asked, times: (JSON.parse(asked.answer ?? '{}') as { times?: number }).times };
  });
}

/** Who handed a mail to the mailer and when, in words: `worker-1 at 1.205 s and worker-2 at 2.310 s`. */
export function way(journal: JournalView, name: string): string {
  const sent = journal.hops({ to: 'mailer', method: 'POST', path: new RegExp(`/${name}$`) });
  const told = sent.map(({ from, at }) => `${from} at ${clock(at)}`);
  const killed = sent.flatMap(({ from, at, end }) => {
    const state = journal.states(from).find((change) => change.at > at && change.state === 'down');
    return state !== undefined && state.at <= (end ?? Infinity) + 1
      ? [`${from} was killed at ${clock(state.at)}`]
      : [];
  });
  if (told.length === 0) return 'no worker ever handed it to the mailer';
  return [`handed over by ${told.join(' and ')}`, ...killed].join('; ');
}

/** When a mail was handed over for the first time. */
export function firstSent(journal: JournalView, name: string): number | undefined {
  return journal.hops({ to: 'mailer', method: 'POST', path: new RegExp(`/${name}$`) })[0]?.at;
}

/** Every sign-up that was confirmed has its mail. */
export function judgeLost(journal: JournalView, expected: number): Finding {
  const all = mails(journal);
  const lost = all.filter(({ times }) => times === 0 || times === undefined);
  const [first] = lost;
  const value = String(lost.length);
  if (first !== undefined) {
    const what =
      first.times === undefined
        ? 'could not be asked for'
        : 'never went out: ' + way(journal, first.name);
    const says = `${lost.length} of ${all.length} mails are missing. ${first.name} ${what}.`;
    return { passed: false, value, says, at: firstSent(journal, first.name) };
  }
  const confirmed = journal.count({ label: 'signup', outcome: 'ok' });
  const passed = all.length >= expected && confirmed >= expected;
  return {
    passed,
    value,
    says: passed
      ? `${confirmed} sign-ups were confirmed, and all ${all.length} mails went out.`
      : `${confirmed} sign-ups were confirmed and ${all.length} mails were asked for; it takes ${expected}.`,
  };
}
