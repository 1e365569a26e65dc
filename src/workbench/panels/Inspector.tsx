/** What can be done to the machine or link that is chosen; nothing chosen: what to try. */
import { useState } from 'preact/hooks';
import type { MachineState } from '../../engine/journal.ts';
import { linkId, slowId } from '../choices.ts';
import { canDo } from '../engines/lacking.ts';
import { isOnLink } from '../folds/faults.ts';
import type { Store } from '../store.ts';
import { duration } from '../time.ts';
import { Icon, Tile } from './Icon.tsx';

export function Inspector({ store }: { store: Store }) {
  const selection = store.view.selection.value;
  const ready = store.run.state.value.kind === 'running';
  return (
    <fieldset class="insp" disabled={!ready} aria-label="Actions">
      {selection.kind === 'machine' ? (
        <MachineActions store={store} id={selection.id} />
      ) : selection.kind === 'link' ? (
        <LinkActions
          key={linkId(selection)}
          store={store}
          from={selection.from}
          to={selection.to}
        />
      ) : (
        <BreakIts store={store} />
      )}
    </fieldset>
  );
}

function BreakIts({ store }: { store: Store }) {
  const { lab, run } = store;
  const can = store.capabilities.value;
  const doable = lab.breakIts.filter((one) =>
    one.timeline.every(({ action }) => canDo(can, action)),
  );
  return (
    <>
      <p>Choose a machine or a link, or try</p>
      <div class="end">
        {doable.map((one) => (
          <button
            key={one.id}
            class="btn sm"
            type="button"
            title={one.watch}
            onClick={() => void run.breakIt(one)}
          >
            {one.title}
          </button>
        ))}
      </div>
    </>
  );
}

/** The icon of a state that is not well. */
const ICON: Readonly<Partial<Record<MachineState, string>>> = {
  paused: 'i-pause',
  stuck: 'i-stuck',
  down: 'i-cross',
  unplugged: 'i-cross',
};

function MachineActions({ store, id }: { store: Store; id: string }) {
  const { run, lab } = store;
  const machine = lab.machines.find((one) => one.id === id);
  const status = run.machines.value[id];
  if (!machine) return <p>{lab.clients.find((one) => one.id === id)?.does ?? id}</p>;
  const state = status?.state;
  const gone = state === 'down' || state === 'unplugged';
  const slowed = run.active.value.some((fault) => fault.id === slowId(id));
  const act = (kind: 'start' | 'kill' | 'restart' | 'pause' | 'resume' | 'unplug') => () =>
    void run.apply({ kind, machine: id });
  const icon = state && ICON[state];
  return (
    <>
      <p>
        <Tile role={machine.role} />
        {id}
        <span class={`st ${gone ? 'is-bad' : state === 'stuck' ? 'is-slow' : ''}`}>
          {icon && <Icon name={icon} size={10} />}
          {state ?? 'ready'}
          {status && state !== 'up' && ` for ${duration(run.now.value - status.since)}`}
        </span>
      </p>
      <div class="end">
        {gone ? (
          <button class="btn sm" type="button" onClick={act('start')}>
            {state === 'unplugged' ? 'Plug in' : 'Start'}
          </button>
        ) : (
          <>
            <button class="btn sm" type="button" onClick={act('kill')}>
              Kill
            </button>
            <button class="btn sm bare" type="button" onClick={act('restart')}>
              Restart
            </button>
            <button
              class="btn sm bare"
              type="button"
              onClick={act(state === 'paused' ? 'resume' : 'pause')}
            >
              {state === 'paused' ? 'Resume' : 'Pause'}
            </button>
            <button
              class="btn sm bare"
              type="button"
              aria-pressed={slowed}
              onClick={() =>
                void run.apply(
                  slowed
                    ? { kind: 'heal', id: slowId(id) }
                    : { kind: 'machine-fault', id: slowId(id), machine: id, fault: { cpu: 0.2 } },
                )
              }
            >
              {slowed ? 'Full speed' : 'Slow'}
            </button>
            <button class="btn sm bare" type="button" onClick={act('unplug')}>
              Unplug
            </button>
          </>
        )}
        <button class="btn sm bare" type="button" onClick={() => store.openFile(machine.entry)}>
          Code
        </button>
        <button class="btn sm bare" type="button" onClick={() => store.openLog(id)}>
          Log
        </button>
      </div>
    </>
  );
}

/** One fault per link from here, so that its values can be changed and taken away again. */
function LinkActions({ store, from, to }: { store: Store; from: string; to: string }) {
  const { run } = store;
  const [latency, setLatency] = useState('60');
  const [jitter, setJitter] = useState('0');
  const [loss, setLoss] = useState('0');
  const id = `link:${linkId({ from, to })}`;
  const faults = run.active.value.filter((fault) => isOnLink(fault, { from, to }));
  const fields = [
    { label: 'latency', unit: 'ms', value: latency, set: setLatency, max: 10_000 },
    { label: 'jitter', unit: 'ms', value: jitter, set: setJitter, max: 10_000 },
    { label: 'loss', unit: '%', value: loss, set: setLoss, max: 100 },
  ];
  const fine = fields.every(({ value, max }) => Number(value) >= 0 && Number(value) <= max);
  return (
    <>
      <p>
        {from} to {to}
        <span class="st">
          {faults.length === 0
            ? 'well'
            : faults.map((f) => (f.link ? f.label : f.title)).join(', ')}
        </span>
      </p>
      <form
        class="end link-f"
        onSubmit={(event) => {
          event.preventDefault();
          const fault = {
            latencyMs: Number(latency),
            jitterMs: Number(jitter),
            loss: Number(loss) / 100,
          };
          void run.apply({ kind: 'link-fault', id, from, to, fault });
        }}
      >
        {fields.map(({ label, unit, value, set, max }) => (
          <label key={label}>
            {label}
            <input
              type="number"
              min={0}
              max={max}
              value={value}
              onInput={(event) => set(event.currentTarget.value)}
            />
            {unit}
          </label>
        ))}
        <button class="btn sm" type="submit" disabled={!fine}>
          Apply
        </button>
        <button
          class="btn sm bare"
          type="button"
          onClick={() =>
            void run.apply({ kind: 'link-fault', id, from, to, fault: { partition: true } })
          }
        >
          Cut
        </button>
        {faults.length > 0 && (
          <button
            class="btn sm bare"
            type="button"
            onClick={() => {
              for (const fault of faults) void run.apply(fault.heal);
            }}
          >
            Heal
          </button>
        )}
      </form>
    </>
  );
}
