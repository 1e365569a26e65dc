/** The head of the workbench: where this is, how it runs, load, seed, and the way out. */
import { useState } from 'preact/hooks';
import type { Store } from '../store.ts';
import { seconds } from '../time.ts';
import { Icon } from './Icon.tsx';
import { lazily } from './lazily.tsx';
import { Popover } from './Popover.tsx';

const EnginePanel = lazily(async () => (await import('./EnginePanel.tsx')).EnginePanel);
const SharePanel = lazily(async () => (await import('./SharePanel.tsx')).SharePanel);

export interface Frame {
  /** Where the arrow leads: the lesson. */
  readonly lessonUrl: string;
  /** The lab at its own address; absent when this is it. */
  readonly labUrl?: string;
  /** Inside a lesson: whether it fills the window now, and how to change that. */
  readonly filled?: boolean;
  readonly onFill?: (fill: boolean) => void;
}

export function Bar({ store, frame }: { store: Store; frame: Frame }) {
  const { run, lab, view } = store;
  const ready = run.state.value.kind === 'running';
  const narrow = view.layout.value === 'narrow';
  // A page of its own, or a part of a lesson that has its own title.
  const Title = frame.onFill ? 'h2' : 'h1';
  return (
    <header class="bar">
      {frame.onFill && frame.filled ? (
        <button
          class="back"
          type="button"
          aria-label="Back to the lesson"
          onClick={() => frame.onFill?.(false)}
        >
          <Icon name="i-back" size={18} />
        </button>
      ) : (
        !frame.onFill && (
          <a class="back" href={frame.lessonUrl} aria-label="Back to the lesson">
            <Icon name="i-back" size={18} />
          </a>
        )
      )}
      <Title class="bar-t">
        <span>{store.number}</span>
        {lab.title}
        <span class="vh"> lab</span>
      </Title>
      <RunState store={store} />
      <div class="end">
        {!narrow && <LoadControl store={store} />}
        {!narrow && <SeedControl store={store} />}
        {/* On a phone it is with the files, as is the link. */}
        {!narrow && <EngineControl store={store} />}
        <button
          class="btn sm bare"
          type="button"
          disabled={run.state.value.kind === 'starting'}
          onClick={() => void run.reset()}
        >
          <Icon name="i-reset" />
          <span class="bt">{ready ? 'Reset' : 'Start'}</span>
        </button>
        {!narrow && (
          <Popover
            label="Share"
            button={
              <>
                <Icon name="i-link" />
                <span class="bt">Share</span>
              </>
            }
          >
            <SharePanel store={store} />
          </Popover>
        )}
        {frame.onFill && !(narrow && frame.filled === true) && (
          <button
            class="btn sm bare"
            type="button"
            onClick={() => frame.onFill?.(frame.filled !== true)}
          >
            <Icon name={frame.filled === true ? 'i-cross' : 'i-plus'} size={12} />
            <span class="bt">{frame.filled === true ? 'Shrink' : 'Fill the window'}</span>
          </button>
        )}
        {frame.labUrl !== undefined && !narrow && (
          <a class="btn sm bare" href={frame.labUrl}>
            <Icon name="i-arrow" />
            <span class="bt">Own page</span>
          </a>
        )}
        {!frame.onFill && (
          <button
            class="btn sm bare"
            type="button"
            data-theme-toggle
            aria-label="Switch between light and dark"
          >
            <Icon name="i-theme" size={15} />
          </button>
        )}
      </div>
    </header>
  );
}

/** A lamp and a word: the word says it all. */
function RunState({ store }: { store: Store }) {
  const { run } = store;
  const state = run.state.value;
  if (state.kind === 'off') {
    const why = state.lent === undefined ? 'switched off' : `off during ${state.lent}`;
    return <Lamp form="off" text={why} />;
  }
  if (state.kind === 'starting') return <Lamp form="half" text={state.step} />;
  if (state.kind === 'failed') return <Lamp form="bad" text="stopped" />;
  const look = run.past.look.value;
  if (look) return <Lamp form="half" text={`looking back at ${seconds(look.t)} s`} />;
  if (run.paused.value) return <Lamp form="half" text={`paused at ${seconds(run.now.value)} s`} />;
  return <Lamp form="on" text="running" />;
}

function Lamp({ form, text }: { form: 'off' | 'half' | 'on' | 'bad'; text: string }) {
  return (
    <span class="run-s">
      <span class={`lamp is-${form}`} />
      <span class="run-w">{text}</span>
    </span>
  );
}

export function LoadControl({ store }: { store: Store }) {
  const { run, lab } = store;
  const { min, max, step } = lab.load.range;
  const unit =
    lab.load.profile.users !== undefined && lab.load.profile.rate === undefined ? 'users' : 'req/s';
  return (
    <label class="kv load">
      load
      <input
        type="range"
        min={min}
        max={max}
        step={step}
        value={run.rate.value}
        disabled={run.state.value.kind !== 'running'}
        aria-valuetext={`${String(run.rate.value)} ${unit === 'users' ? 'users' : 'requests per second'}`}
        onInput={(event) => void run.setRate(Number(event.currentTarget.value))}
      />
      <b>
        {run.rate.value} {unit}
      </b>
    </label>
  );
}

/** Only where there is something to choose. */
function EngineControl({ store }: { store: Store }) {
  const { choices, chosen } = store.engines;
  if (choices.length < 2) return null;
  return (
    <Popover
      label="Engine"
      name={`Engine: ${chosen.value.name}`}
      button={
        <>
          <Icon name="i-chip" />
          <span class="bt">{chosen.value.name}</span>
        </>
      }
    >
      {(close) => <EnginePanel store={store} onDone={close} />}
    </Popover>
  );
}

/** Another seed is another run, so it takes effect on Enter or on leaving the field. */
export function SeedControl({ store }: { store: Store }) {
  const { run } = store;
  const [text, setText] = useState<string>();
  if (!store.capabilities.value.seeded) return null;
  const commit = () => {
    const next = Number(text);
    if (text !== undefined && Number.isInteger(next) && next >= 0) void run.setSeed(next);
    setText(undefined);
  };
  return (
    <label
      class="kv seed"
      title="The same seed, files and faults give the same run. Another seed starts anew."
    >
      seed
      <input
        type="text"
        inputMode="numeric"
        value={text ?? String(run.seed.value)}
        onInput={(event) => setText(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
        }}
      />
    </label>
  );
}
