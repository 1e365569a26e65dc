/** What the reader must hear about their data, each once per visit. */
export type Notice =
  /** Part of `name` could not be read: `lost` entries. The original is under the key `aside`. */
  | {
      readonly kind: 'damaged';
      readonly name: string;
      readonly lost: number;
      readonly aside?: string;
    }
  /** The browser refuses storage: all is kept until the page is closed. */
  | { readonly kind: 'blocked' }
  /** There is no room left: what came last is kept until the page is closed. */
  | { readonly kind: 'full' }
  /** Saved by a newer version of the site: it is left alone, and changes are not saved. */
  | { readonly kind: 'newer'; readonly name: string };

const told = new Map<string, Notice>();
const listeners = new Set<(notice: Notice) => void>();

/** Tells the reader, unless this was told before. */
export function notify(notice: Notice): void {
  const id = notice.kind + ('name' in notice ? notice.name : '');
  if (told.has(id)) return;
  told.set(id, notice);
  for (const listener of listeners) listener(notice);
}

/** Calls back with every notice, those already given included. Returns how to stop. */
export function watchNotices(listener: (notice: Notice) => void): () => void {
  listeners.add(listener);
  for (const notice of told.values()) listener(notice);
  return () => void listeners.delete(listener);
}

export function noticeText(notice: Notice): string {
  switch (notice.kind) {
    case 'damaged':
      return `Part of your saved ${notice.name} could not be read (${
        notice.lost === 1 ? 'one entry' : `${notice.lost} entries`
      }). The rest is intact${notice.aside ? ', and a copy of the original was kept' : ''}.`;
    case 'blocked':
      return 'This browser does not let the site save anything. It works, and forgets everything when you close the page.';
    case 'full':
      return 'This browser has no room left for the site. What you do now is kept only until you close the page. Export your progress on the review page, then free some space.';
    case 'newer':
      return `Your ${notice.name} was saved by a newer version of this site. Reload the page; until then, changes are not saved.`;
  }
}
