/** The reader's named attempts: save as, open, rename, delete, and back again. */
import { useState } from 'preact/hooks';
import type { AttemptEntry } from '../attempts.ts';
import type { Store } from '../store.ts';
import { count } from '../share/words.ts';
import { Icon } from './Icon.tsx';

/** As many characters as storage keeps of a name. */
const MOST_NAME = 60;

export function AttemptsPanel({ store }: { store: Store }) {
  const { attempts } = store;
  const list = attempts.list.value;
  const current = attempts.current.value;
  const deleted = attempts.deleted.value;
  const problem = attempts.problem.value;
  return (
    <section class="att" aria-label="Attempts">
      <h2>Attempts</h2>
      {list.length === 0 ? (
        <p>Keep what is in the editor under a name, then try something else.</p>
      ) : (
        <ul>
          {list.map((attempt) => (
            <Attempt
              key={attempt.id}
              store={store}
              attempt={attempt}
              isOpen={attempt.id === current}
            />
          ))}
        </ul>
      )}
      {deleted && (
        <p class="att-u">
          {deleted.name} is deleted.
          <button class="btn sm" type="button" onClick={() => void attempts.undo()}>
            Undo
          </button>
        </p>
      )}
      <NameForm
        label={current === undefined ? 'Keep as' : 'Save a copy as'}
        button="Save"
        onName={(name) => void attempts.saveAs(name)}
      />
      {problem !== undefined && (
        <p class="share-x" role="alert">
          <Icon name="i-cross" size={11} /> {problem}
        </p>
      )}
    </section>
  );
}

function Attempt(props: { store: Store; attempt: AttemptEntry; isOpen: boolean }) {
  const { store, attempt, isOpen } = props;
  const [renaming, setRenaming] = useState(false);
  const { attempts } = store;
  if (renaming) {
    return (
      <li>
        <NameForm
          label="New name"
          button="Rename"
          start={attempt.name}
          onName={(name) => {
            attempts.rename(attempt.id, name);
            setRenaming(false);
          }}
          onLeave={() => setRenaming(false)}
        />
      </li>
    );
  }
  return (
    <li class={isOpen ? 'is-open' : undefined}>
      <button
        class="att-n"
        type="button"
        aria-current={isOpen ? 'true' : undefined}
        onClick={() => void attempts.open(attempt.id)}
      >
        <b>{attempt.name}</b>
        <span>
          {isOpen && 'in the editor, '}
          {count(Object.keys(attempt.files).length, 'changed file')}
        </span>
      </button>
      <button
        class="btn sm bare"
        type="button"
        aria-label={`Rename ${attempt.name}`}
        onClick={() => setRenaming(true)}
      >
        Rename
      </button>
      <button
        class="btn sm bare"
        type="button"
        aria-label={`Delete ${attempt.name}`}
        onClick={() => void attempts.remove(attempt.id)}
      >
        Delete
      </button>
    </li>
  );
}

function NameForm(props: {
  label: string;
  button: string;
  start?: string;
  onName: (name: string) => void;
  /** Escape; where leaving means something. */
  onLeave?: () => void;
}) {
  const { label, button, start = '', onName, onLeave } = props;
  const [name, setName] = useState(start);
  return (
    <form
      class="att-f"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === '') return;
        onName(name);
        setName('');
      }}
    >
      <label>
        {label}
        <input
          type="text"
          value={name}
          maxLength={MOST_NAME}
          ref={onLeave && focusOnce}
          onInput={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || !onLeave) return;
            event.preventDefault();
            onLeave();
          }}
        />
      </label>
      <button class="btn sm" type="submit" disabled={name.trim() === ''}>
        {button}
      </button>
    </form>
  );
}

/** A form that took the place of what was pressed goes on with the focus. */
function focusOnce(field: HTMLInputElement | null): void {
  field?.focus();
}
