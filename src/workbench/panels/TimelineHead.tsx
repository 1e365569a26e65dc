/** Over the timeline: what moment is shown and the way back, and what can be done to the chosen bar. */
import type { TimedAction } from '../../engine/contract.ts';
import { seconds as short } from '../charts/words.ts';
import type { Store } from '../store.ts';
import { seconds } from '../time.ts';
import { isPlanned } from '../timeline/lanes.ts';
import type { Spell } from '../timeline/lanes.ts';
import { Icon } from './Icon.tsx';

/** ms after now, or after the planned one, at which a fault comes again. */
const AGAIN_AFTER = 3000;

export function TimelineHead(props: {
  store: Store;
  chosen: Spell | undefined;
  onDone: () => void;
}) {
  const { store, chosen, onDone } = props;
  const { plan, past } = store.run;
  const looking = past.look.value !== undefined;
  const undoes = plan.undoes.value;
  const clears = canClear(store);
  const ready = store.run.state.value.kind === 'running';
  const quiet = !looking && !chosen && undoes === undefined && !clears;
  return (
    <div class={`tl-h${quiet ? ' is-quiet' : ''}`}>
      <Where store={store} />
      <div class="end">
        {chosen && <Chosen store={store} fault={chosen} onDone={onDone} />}
        {undoes !== undefined && (
          <button
            class="btn sm bare"
            type="button"
            disabled={!ready}
            aria-label={`Undo: ${undoes}`}
            onClick={() => void plan.undo()}
          >
            Undo
          </button>
        )}
        {clears && (
          <button
            class="btn sm bare"
            type="button"
            disabled={!ready}
            onClick={() => {
              onDone();
              void plan.clear();
              if (store.run.active.value.length > 0) void store.run.apply({ kind: 'heal-all' });
            }}
          >
            Clear all
          </button>
        )}
      </div>
    </div>
  );
}

/** Faults that last and faults that are planned, of the live run. */
function canClear({ run }: Store): boolean {
  if (run.past.look.value) return false;
  return run.plan.items.value.length > 0 || run.active.value.length > 0;
}

function Where({ store }: { store: Store }) {
  const { past } = store.run;
  const look = past.look.value;
  const { reach, now } = past.recording();
  const held = store.capabilities.value.virtualTime;
  if (!look && !store.capabilities.value.virtualTime) {
    return <p class="hint">Real time: it cannot be stopped, and there is no way back</p>;
  }
  if (!look) {
    return (
      <p class="hint">
        Drag the playhead to look back
        {reach > 0 && `, as far as ${short(reach)} s`}
      </p>
    );
  }
  const drill = store.lab.drills.find(({ id }) => id === look.drill);
  return (
    <>
      <button class="btn sm go" type="button" onClick={() => void past.back()}>
        <Icon name="i-play" size={9} />
        Back to now
      </button>
      <p>
        {drill ? <>The run of “{drill.title}”</> : <>Held at {seconds(now)} s</>}
        <span class="wide-only">
          {drill ? held && '; your lab is held' : '; what you do is done there'}
          {reach > 0 && `. Kept from ${short(reach)} s on`}
        </span>
      </p>
    </>
  );
}

function Chosen(props: { store: Store; fault: Spell; onDone: () => void }) {
  const { store, fault, onDone } = props;
  const { past } = store.run;
  const drill = past.look.value?.drill !== undefined;
  const again = repeatOf(store, fault);
  const until = fault.until;
  const lasts = until === undefined && !isPlanned(fault);
  return (
    <>
      <p class="sel">
        {fault.title}, {isPlanned(fault) && 'planned '}at {short(fault.from)} s
      </p>
      {!isPlanned(fault) && (drill || store.capabilities.value.virtualTime) && (
        <button class="btn sm bare" type="button" onClick={() => past.seek(fault.from)}>
          Show
        </button>
      )}
      {again && !drill && (
        <button
          class="btn sm bare"
          type="button"
          onClick={() => void store.run.plan.add(again, `${fault.title} again`)}
        >
          Repeat
        </button>
      )}
      {(isPlanned(fault) || lasts) && !drill && (
        <button
          class="btn sm bare"
          type="button"
          onClick={() => {
            onDone();
            deleteFault(store, fault);
          }}
        >
          {isPlanned(fault) ? 'Delete' : 'Mend'}
        </button>
      )}
    </>
  );
}

/** Ends what lasts, takes back what is planned. */
export function deleteFault(store: Store, fault: Spell): void {
  const { run } = store;
  if (run.past.look.value?.drill !== undefined) return;
  if (!isPlanned(fault)) void run.apply(fault.heal);
  else
    void run.plan.remove(
      fault.items.map(({ id }) => id),
      fault.title,
    );
}

/** The same once more, a little after now or after the planned one. */
function repeatOf({ run }: Store, fault: Spell): readonly TimedAction[] | undefined {
  const { now } = run.past.recording();
  const length = fault.until === undefined ? 0 : fault.until - fault.from;
  if (isPlanned(fault)) {
    const by = length + AGAIN_AFTER;
    return fault.items.map(({ at, action }) => ({ at: at + by, action }));
  }
  if (!fault.again) return undefined;
  const at = now + AGAIN_AFTER;
  const begin = { at, action: fault.again };
  return length > 0 ? [begin, { at: at + length, action: fault.heal }] : [begin];
}
