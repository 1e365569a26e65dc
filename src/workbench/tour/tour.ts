/** Where a reader is in the hints of a first visit. Once dismissed they never come back. */
import { computed, signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { Announcer } from '../announcer.ts';
import type { Prefs } from '../layout/splits.ts';
import { HINTS, ON_SCREEN } from './hints.ts';
import type { Hint } from './hints.ts';
import { DISMISSED, TOUR } from './seen.ts';

export interface ShownHint extends Hint {
  /** 1-based, of all five. */
  readonly number: number;
  readonly last: boolean;
}

export interface TourSlice {
  readonly hint: ReadonlySignal<ShownHint | undefined>;
  /** The screen is there to be pointed at: says the hint, once. */
  begin(): void;
  /** The next one; after the last they are dismissed. */
  next(): void;
  dismiss(): void;
}

/** @param realTime whether the lab's time is real, as of now */
export function createTour(
  prefs: Prefs,
  announcer: Announcer,
  realTime: () => boolean = () => false,
): TourSlice {
  const at = signal<number | undefined>(undefined);
  const hint = computed<ShownHint | undefined>(() => {
    const index = at.value;
    const found = index === undefined ? undefined : ON_SCREEN[index];
    if (index === undefined || !found) return undefined;
    const says = (realTime() ? found.saysInRealTime : undefined) ?? found.says;
    return { ...found, says, number: index + 2, last: index === ON_SCREEN.length - 1 };
  });
  const show = (index: number) => {
    at.value = index;
    const shown = hint.value;
    if (!shown) return;
    announcer.say(
      `Hint ${String(shown.number)} of ${String(HINTS)}. ${shown.title}: ${plain(shown.says)}`,
    );
  };
  const dismiss = () => {
    at.value = undefined;
    try {
      prefs.save({ [TOUR]: DISMISSED });
    } catch {
      // Where nothing can be kept, they come again at the next visit.
    }
  };
  return {
    hint,
    begin() {
      if (at.value !== undefined) return;
      let kept: unknown;
      try {
        kept = prefs.load()[TOUR];
      } catch {
        kept = undefined;
      }
      if (kept !== DISMISSED) show(0);
    },
    next() {
      const next = (at.value ?? 0) + 1;
      if (next < ON_SCREEN.length) show(next);
      else dismiss();
    },
    dismiss,
  };
}

/** The announcer ends every sentence itself. */
const plain = (text: string) => text.replace(/\.$/, '');
