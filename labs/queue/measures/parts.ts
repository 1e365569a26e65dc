/** What the experiments of this lab share. */
import type { JournalView } from '../../../src/lab/journal-view.ts';
import { nearestRank } from '../../../src/lab/journal-view.ts';
import type { LabMachine } from '../../../src/lab/manifest.ts';

/** The reference answer of the drill, as an overlay. */
export const MENDED = 'solution/key-and-count';

/** How often each mail went out, as the mailer says at the end. */
export function timesOut(journal: JournalView): readonly number[] {
  return journal
    .requests({ label: 'audit' })
    .map(({ answer }) => (JSON.parse(answer ?? '{}') as { times?: number }).times ?? 0);
}

/** When each job was left in the queue, by name. */
function left(journal: JournalView): ReadonlyMap<string, number> {
  return new Map(
    journal
      .hops({ to: 'queue', method: 'POST', path: /^\/jobs\// })
      .filter(({ status }) => status === 202)
      .map(({ path, at }) => [path.replace('/jobs/', ''), at]),
  );
}

/** When each mail was first handed to the mailer with success, by name. */
function out(journal: JournalView): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  for (const { path, answered } of journal.hops({ to: 'mailer', method: 'POST' })) {
    const name = path.replace('/mails/', '');
    if (answered !== undefined && !first.has(name)) first.set(name, answered);
  }
  return first;
}

/** Jobs that were in the queue at a time and had no mail out yet. */
export function backlogAt(journal: JournalView, at: number): number {
  const done = out(journal);
  return [...left(journal)].filter(
    ([name, since]) => since <= at && (done.get(name) ?? Infinity) > at,
  ).length;
}

/** The wait from the queue to the mail, ms, that a share `p` of all accepted jobs did not exceed. */
export function waitOf(journal: JournalView, p: number): number {
  const done = out(journal);
  const waits = [...left(journal)].map(([name, at]) => (done.get(name) ?? journal.end) - at);
  return nearestRank(waits, p);
}

/** ms from `since` until the last mail was out. */
export function drained(journal: JournalView, since: number): number {
  return Math.max(...out(journal).values()) - since;
}

/** The most exchanges that were under way at the mailer at once. */
export function peakAtMailer(journal: JournalView): number {
  const all = journal.hops({ to: 'mailer', method: 'POST' });
  return Math.max(
    ...all.map(({ at }) => all.filter((hop) => hop.at <= at && (hop.end ?? Infinity) > at).length),
  );
}

/** More workers than the lab has, for experiments. */
export function extraWorkers(numbers: readonly number[]): {
  readonly machines: readonly LabMachine[];
  readonly links: readonly { readonly from: string; readonly to: string }[];
} {
  const ids = numbers.map((number) => `worker-${number}`);
  return {
    machines: ids.map((id, index) => ({
      id,
      role: 'worker',
      at: { col: 3, row: 2 + index },
      does: 'One more worker.',
      entry: 'queue/services/worker.ts',
      env: { QUEUE_URL: 'http://queue:8080', MAILER_URL: 'http://mailer:8080' },
    })),
    links: ids.flatMap((id) => [
      { from: 'queue', to: id },
      { from: id, to: 'mailer' },
    ]),
  };
}

/** These machines stay down. */
export function without(...ids: readonly string[]) {
  return Object.fromEntries(ids.map((id) => [id, { autostart: false }]));
}

export const DIRECT = { from: 'web', to: 'mailer' };

export function round(value: number, digits = 0): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}

export function percent(share: number): string {
  return `${round(share * 100)}%`;
}
