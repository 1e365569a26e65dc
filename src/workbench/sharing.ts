/**
 * Links: out of what the lab is now, and into it. What a link would run is shown first, and runs
 * when the reader says so. What reads and writes links is loaded when one is wanted.
 */
import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { Lab } from '../lab/manifest.ts';
import type { AttemptsSlice } from './attempts.ts';
import type { FilesSlice } from './files.ts';
import type { Run } from './run.ts';
import { words } from './run.ts';
import type { Situation } from './share/link.ts';

export type Incoming =
  | { readonly kind: 'asking'; readonly situation: Situation }
  /** Says what is wrong with the link, and what to do. */
  | { readonly kind: 'refused'; readonly reason: string };

export interface SharingParts {
  readonly lab: Lab;
  readonly files: FilesSlice;
  readonly attempts: AttemptsSlice;
  readonly run: Run;
  /** The lab's own page, whole, without a fragment. */
  readonly address: string;
  /** Takes the link out of the address bar: it was dealt with. */
  readonly forget: () => void;
}

export interface SharingSlice {
  /** A link that was opened and waits for an answer. */
  readonly incoming: ReadonlySignal<Incoming | undefined>;
  /**
   * A link to what the lab is now, typed and unsaved changes included, and what it holds.
   * @throws Error in words when there can be none.
   */
  make(): Promise<{ readonly url: string; readonly situation: Situation }>;
  /** Reads a link; resolves when there is something to ask or to say. */
  take(fragment: string): Promise<void>;
  /** Keeps the reader's own edits and runs what the link holds. */
  accept(): Promise<void>;
  /** Leaves the lab as it is, and starts it if nothing runs yet. */
  decline(): Promise<void>;
}

const UNREAD = 'The page did not load what reads links. Check the connection and open it again.';
/** What the attempt that a link opens is called. */
const SHARED = 'From a link';

export function createSharing(parts: SharingParts): SharingSlice {
  const { lab, files, attempts, run } = parts;
  const incoming = signal<Incoming>();

  return {
    incoming,
    async make() {
      const { situationOf, toFragment } = await import('./share/link.ts');
      const situation = situationOf(lab, files.list, {
        texts: { ...files.saved.value, ...files.drafts.value },
        done: run.done(),
        rate: run.rate.value,
        seed: run.seed.value,
      });
      return {
        url: parts.address + (await toFragment(lab, files.list, situation)),
        situation,
      };
    },
    async take(fragment) {
      try {
        const { fromFragment } = await import('./share/link.ts');
        incoming.value = {
          kind: 'asking',
          situation: await fromFragment(lab, files.list, fragment),
        };
      } catch (error) {
        const known = error instanceof Error && error.name === 'LinkError';
        incoming.value = { kind: 'refused', reason: known ? error.message : UNREAD };
      }
    },
    async accept() {
      if (incoming.value?.kind !== 'asking') return;
      const { situation } = incoming.value;
      try {
        await run.stop();
        await attempts.openAs(SHARED, situation.files);
        incoming.value = undefined;
        parts.forget();
        await run.replay({
          rate: situation.rate,
          seed: situation.seed,
          timeline: situation.faults,
        });
      } catch (error) {
        incoming.value = { kind: 'refused', reason: words(error) };
      }
    },
    async decline() {
      incoming.value = undefined;
      parts.forget();
      if (run.state.value.kind === 'off') await run.start();
    },
  };
}
