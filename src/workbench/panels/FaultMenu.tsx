/** `+ Fault`: everything that can be done to anything, and what is wrong now with a way to end it. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Action } from '../../engine/contract.ts';
import { actionWords } from '../action-words.ts';
import { linkId, targets } from '../choices.ts';
import { possible } from '../engines/lacking.ts';
import type { Store } from '../store.ts';
import { ActionFields } from './ActionFields.tsx';
import { Icon } from './Icon.tsx';

export function FaultMenu({ store }: { store: Store }) {
  const { run, lab, view } = store;
  const [open, setOpen] = useState(false);
  const [action, setAction] = useState<Action>();
  const [after, setAfter] = useState('0');
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const ready = run.state.value.kind === 'running';
  const selection = view.selection.value;
  const initial =
    selection.kind === 'machine'
      ? selection.id
      : selection.kind === 'link'
        ? linkId(selection)
        : undefined;

  useEffect(() => {
    if (!open) return;
    box.current?.querySelector('select')?.focus();
    const outside = (event: PointerEvent) => {
      const inside = event.target instanceof Node && box.current?.contains(event.target);
      if (!inside && event.target !== button.current) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open]);

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div class="f-menu">
      <button
        ref={button}
        class="btn sm"
        type="button"
        disabled={!ready}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon name="i-plus" size={11} />
        Fault
      </button>
      {open && ready && (
        <div
          ref={box}
          class="f-box"
          role="group"
          aria-label="Faults"
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            event.stopPropagation();
            close();
          }}
        >
          <form
            onSubmit={(event) => {
              event.preventDefault();
              const ms = Number(after) * 1000;
              if (action && ms > 0) void run.plan.later(ms, action, actionWords(action));
              else if (action) void run.apply(action);
              close();
            }}
          >
            <ActionFields
              targets={possible(store.capabilities.value, targets(lab))}
              initial={initial}
              onChange={setAction}
            />
            <label>
              in
              <input
                type="number"
                aria-label="In so many seconds"
                min={0}
                max={600}
                step="any"
                value={after}
                onInput={(event) => setAfter(event.currentTarget.value)}
              />
              s
            </label>
            <button class="btn sm" type="submit" disabled={!action}>
              {Number(after) > 0 ? 'Plan it' : 'Do it'}
            </button>
          </form>
          <ActiveFaults store={store} />
        </div>
      )}
    </div>
  );
}

function ActiveFaults({ store }: { store: Store }) {
  const { run } = store;
  const faults = run.active.value;
  if (faults.length === 0) return <p>Nothing is wrong now.</p>;
  return (
    <>
      <ul class="f-list" aria-label="Wrong now">
        {faults.map((fault) => (
          <li key={fault.id}>
            <Icon name={fault.form === 'slow' ? 'i-slow' : 'i-cross'} size={11} />
            {fault.title}
            <button
              class="btn sm bare"
              type="button"
              aria-label={`End: ${fault.title}`}
              onClick={() => void run.apply(fault.heal)}
            >
              End
            </button>
          </li>
        ))}
      </ul>
      <button class="btn sm" type="button" onClick={() => void run.apply({ kind: 'heal-all' })}>
        End all
      </button>
    </>
  );
}
