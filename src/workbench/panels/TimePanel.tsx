/** Time: play and pause, steps, speed, the reading, and the timeline of faults. */
import type { Step } from '../../engine/contract.ts';
import type { Store } from '../store.ts';
import { SPEEDS } from '../run.ts';
import { seconds, speedLabel, speedWords } from '../time.ts';
import { Icon } from './Icon.tsx';
import { TimelineStrip } from './TimelineStrip.tsx';

const STEPS: readonly { readonly label: string; readonly title: string; readonly by: Step }[] = [
  { label: 'event', title: 'Step one event', by: { by: 'event' } },
  { label: 'request', title: 'Step to the end of the next request', by: { by: 'request' } },
  { label: '1 ms', title: 'Step one millisecond', by: { by: 'ms', ms: 1 } },
];

export function TimePanel({ store }: { store: Store }) {
  const { run } = store;
  const narrow = store.view.layout.value === 'narrow';
  // A drill's run is over: one can go to and fro in it, whatever time it ran in.
  const virtual = store.capabilities.value.virtualTime || run.past.look.value !== undefined;
  return (
    <section class="time" aria-label="Time">
      <fieldset class="trans" disabled={run.state.value.kind !== 'running'}>
        {virtual && <PlayButton store={store} />}
        {virtual && (
          <div class="keys" role="group" aria-label="Step">
            {STEPS.map(({ label, title, by }) => (
              <button
                key={label}
                class="btn sm"
                type="button"
                title={title}
                onClick={() => void run.step(by)}
              >
                <Icon name="i-step" size={10} />
                <span class="vh">Step </span>
                {label}
              </button>
            ))}
          </div>
        )}
        <Clock store={store} />
        {virtual && (narrow ? <SpeedSelect store={store} /> : <SpeedRuler store={store} />)}
      </fieldset>
      <TimelineStrip store={store} />
    </section>
  );
}

function Clock({ store }: { store: Store }) {
  return (
    <p class={`clock${store.run.past.look.value ? ' is-past' : ''}`}>
      {seconds(store.run.now.value)}
      <small> s</small>
    </p>
  );
}

function PlayButton({ store }: { store: Store }) {
  const { run } = store;
  const paused = run.paused.value;
  return (
    <button
      class="btn go"
      type="button"
      aria-label={paused ? 'Play' : 'Pause'}
      onClick={() => void (paused ? run.play() : run.pause())}
    >
      <Icon name={paused ? 'i-play' : 'i-pause'} size={16} />
    </button>
  );
}

function SpeedRuler({ store }: { store: Store }) {
  const { run } = store;
  const at = Math.max(0, SPEEDS.indexOf(run.speed.value));
  return (
    <div class="speed">
      <input
        type="range"
        min={0}
        max={SPEEDS.length - 1}
        step={1}
        value={at}
        aria-label="Speed"
        aria-valuetext={speedWords(run.speed.value)}
        onInput={(event) => void run.setSpeed(SPEEDS[Number(event.currentTarget.value)] ?? 1)}
      />
      <div class="speed-l" aria-hidden="true">
        {SPEEDS.map((speed, i) => (
          <span key={speed} class={i === at ? 'on' : ''}>
            {speedLabel(speed)}
          </span>
        ))}
      </div>
    </div>
  );
}

function SpeedSelect({ store }: { store: Store }) {
  const { run } = store;
  return (
    <select
      class="speed-s"
      aria-label="Speed"
      value={String(run.speed.value)}
      onChange={(event) => void run.setSpeed(Number(event.currentTarget.value))}
    >
      {SPEEDS.map((speed) => (
        <option key={speed} value={String(speed)}>
          {speedLabel(speed)}
        </option>
      ))}
    </select>
  );
}
