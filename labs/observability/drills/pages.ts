/** What the pager said, read from the log of `metrics`. */
import type { JournalView } from '../../../src/lab/journal-view.ts';

export interface Page {
  readonly at: number;
  readonly signal: string;
  readonly instance?: number;
  readonly says: string;
}

export function pages(journal: JournalView): readonly Page[] {
  return journal.all('log').flatMap(({ t: at, machine, text }) => {
    const found = /^page: (\w+)(?: instance (\d+))?: (.*)$/.exec(text);
    if (machine !== 'metrics' || found === null) return [];
    const [, signal = '', instance, says = ''] = found;
    return [{ at, signal, instance: instance === undefined ? undefined : Number(instance), says }];
  });
}

/** As people say it: `errors at instance 17`. */
export function named({ signal, instance }: Page): string {
  return instance === undefined ? signal : `${signal} at instance ${instance}`;
}
