/**
 * Looking back: the moment of a run that the panels show instead of now. The live run is held
 * meanwhile, so that nothing is missed; whoever comes back goes on where it was left. A drill's
 * own run is looked at in the same way.
 */
import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { Speed, Step } from '../engine/contract.ts';
import type { JournalEvent } from '../engine/journal.ts';
import type { Announcer } from './announcer.ts';
import type { Recording, Shown } from './history/recording.ts';
import { seconds } from './time.ts';

export interface Look {
  /** ms: the moment that is shown. */
  readonly t: number;
  /** Id of the drill whose own run it is; absent for the live run. */
  readonly drill?: string;
}

export interface PastParts {
  /** The live run. */
  readonly live: () => Recording;
  /** The live clock can stand; where it cannot, only runs that are over are looked at. */
  readonly ownTime: () => boolean;
  /** Stops the live clock; resolves with how to let it go on. */
  readonly hold: () => Promise<() => Promise<void>>;
  /** The panels show this from now on. */
  readonly publish: (shown: Shown) => void;
  readonly frame: (run: () => void) => void;
  readonly announcer: Announcer;
}

export interface PastSlice {
  /** Undefined shows now. */
  readonly look: ReadonlySignal<Look | undefined>;
  /** The recording plays. */
  readonly playing: ReadonlySignal<boolean>;
  /** The run that is shown, whole. */
  recording(): Recording;
  shown(): Shown;
  /** Goes to a moment of the run that is shown; past its end, the live run goes on. */
  seek(t: number): void;
  /** Goes to a moment of a drill's own run. */
  visit(drill: string, recording: Recording, t: number): void;
  /** Steps on within what is recorded; the end of it is the last step. */
  step(by: Step): void;
  /** Plays what is recorded at this speed; `arrived` is called when the live run's end is reached. */
  play(speed: () => Speed, arrived: () => void): void;
  pause(): void;
  /** Shows now again. Resolves when the live run goes on, if it did before. */
  back(): Promise<void>;
}

export function createPast(parts: PastParts): PastSlice {
  const look = signal<Look | undefined>(undefined);
  const playing = signal(false);
  let of: Recording | undefined;
  let release: Promise<() => Promise<void>> | undefined;

  const recording = () => of ?? parts.live();
  const shown = () => (look.value ? recording().at(look.value.t) : parts.live().head);

  function show(t: number, drill = look.value?.drill): void {
    const whole = recording();
    const to = Math.min(Math.max(t, whole.reach), whole.now);
    const holds = parts.ownTime();
    if (!look.value) {
      const held = holds ? '. The run is held' : '';
      parts.announcer.say(`Looking back, at ${seconds(to)} s${held}`);
    }
    if (holds) release ??= parts.hold();
    look.value = { t: to, drill };
    parts.publish(whole.at(to));
  }

  async function back(): Promise<void> {
    if (!look.value) return;
    playing.value = false;
    of = undefined;
    look.value = undefined;
    parts.publish(parts.live().head);
    parts.announcer.say('Back to now');
    const letGo = release;
    release = undefined;
    await (
      await letGo
    )?.();
  }

  return {
    look,
    playing,
    recording,
    shown,
    seek(t) {
      if (!of && !parts.ownTime()) return;
      if (!of && t >= parts.live().now) void back();
      else show(t);
    },
    visit(drill, whole, t) {
      of = whole;
      playing.value = false;
      show(t, drill);
    },
    step(by) {
      const from = look.value?.t;
      if (from === undefined) return;
      playing.value = false;
      const whole = recording();
      const next =
        by.by === 'ms'
          ? from + by.ms
          : whole.next(from, by.by === 'request' ? endsRequest : undefined);
      // Not `seek`: at the end of the live run the next step is the run's own, and time stands.
      show(next ?? whole.now);
    },
    play(speed, arrived) {
      if (!look.value || playing.value) return;
      playing.value = true;
      let wall = performance.now();
      const turn = () => {
        if (!look.value || !playing.value) return;
        const passed = performance.now() - wall;
        wall += passed;
        const whole = recording();
        // Nothing passes in no time, not even as fast as it goes.
        const t = passed > 0 ? look.value.t + passed * speed() : look.value.t;
        if (t >= whole.now && !of) {
          arrived();
          void back();
          return;
        }
        show(t);
        if (t >= whole.now) playing.value = false;
        else parts.frame(turn);
      };
      parts.frame(turn);
    },
    pause() {
      playing.value = false;
    },
    back,
  };
}

function endsRequest(event: JournalEvent): boolean {
  return event.kind === 'done' && event.client !== undefined;
}
