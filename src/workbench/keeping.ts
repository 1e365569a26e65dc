/**
 * What this browser did not keep, or could not read of what it had kept: told in the workbench, with
 * what to do about it. The only writer of its signals.
 */
import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { Announcer } from './announcer.ts';

/** The browser's storage, as far as the reader must hear of it. */
export interface KeepingEffects {
  /** Calls back with what there was no room for, in words, now and at each change. */
  watchHeld(listener: (what: readonly string[]) => void): () => void;
  /** Calls back with everything else that must be told, a sentence or two each. */
  watchNotices(listener: (text: string) => void): () => void;
  /** Tries to keep again what there was no room for. */
  retry(): void;
}

export interface KeepingSlice {
  /** What lives until the page is closed, and no longer: `lab edits`. */
  readonly unkept: ReadonlySignal<readonly string[]>;
  readonly notices: ReadonlySignal<readonly string[]>;
  /** The reader knows of what is not kept. */
  readonly known: ReadonlySignal<boolean>;
  retry(): void;
  /** Until there is more to know. */
  hide(): void;
  dismiss(notice: string): void;
  dispose(): void;
}

export function createKeeping(effects: KeepingEffects, announcer: Announcer): KeepingSlice {
  const unkept = signal<readonly string[]>([]);
  const notices = signal<readonly string[]>([]);
  const known = signal(false);
  const unwatch = [
    effects.watchHeld((what) => {
      const before = unkept.value;
      unkept.value = what;
      if (what.some((one) => !before.includes(one))) {
        known.value = false;
        announcer.say(fullWords(what), '');
      }
      if (what.length === 0 && before.length > 0) announcer.say('Everything is saved again');
    }),
    effects.watchNotices((text) => {
      notices.value = [...notices.value, text];
      announcer.say(text);
    }),
  ];
  return {
    unkept,
    notices,
    known,
    hide() {
      known.value = true;
    },
    retry() {
      effects.retry();
      if (unkept.value.length > 0) announcer.say('There is still no room', '');
    },
    dismiss(notice) {
      notices.value = notices.value.filter((one) => one !== notice);
    },
    dispose() {
      for (const stop of unwatch) stop();
    },
  };
}

export function fullWords(what: readonly string[]): string {
  return `This browser has no room left. Not saved for your next visit: ${what.join(', ')}`;
}
