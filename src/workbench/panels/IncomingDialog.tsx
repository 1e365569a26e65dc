/** A shared link was opened: what it would run, and the question whether it shall. */
import { useEffect, useRef } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { DiffView } from '../diff/DiffView.tsx';
import { diffLines, diffWords } from '../diff/lines.ts';
import type { Situation } from '../share/link.ts';
import { loadWords, timelineWords } from '../share/words.ts';
import { SEED } from '../../lab/plan.ts';
import type { Incoming } from '../sharing.ts';
import type { Store } from '../store.ts';
import { seconds } from '../time.ts';
import { Icon } from './Icon.tsx';

export function IncomingDialog({ store, incoming }: { store: Store; incoming: Incoming }) {
  const { sharing } = store;
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const box = dialog.current;
    box?.showModal();
    // Read first, then press: no button is under the finger.
    title.current?.focus();
    return () => box?.close();
  }, []);
  const asks = incoming.kind === 'asking';
  return (
    <dialog
      ref={dialog}
      class="wb-in"
      aria-labelledby="wb-in-title"
      onCancel={(event) => {
        event.preventDefault();
        void sharing.decline();
      }}
    >
      <h2 id="wb-in-title" ref={title} tabIndex={-1}>
        {asks ? 'Open a shared lab?' : 'This link cannot be opened'}
      </h2>
      <div class="wb-in-b">
        {asks ? (
          <Contents store={store} situation={incoming.situation} />
        ) : (
          <p role="alert">{incoming.reason} Your lab is as it was.</p>
        )}
      </div>
      <div class="wb-in-f">
        <button class="btn" type="button" onClick={() => void sharing.decline()}>
          {asks ? 'Not now' : 'Go on with my lab'}
        </button>
        {asks && (
          <button class="btn go" type="button" onClick={() => void sharing.accept()}>
            <Icon name="i-play" size={12} />
            Open and run it
          </button>
        )}
      </div>
    </dialog>
  );
}

function Contents({ store, situation }: { store: Store; situation: Situation }) {
  const { lab, files } = store;
  const changed = files.list.filter(({ path }) => path in situation.files);
  const usual = lab.load.profile.rate ?? lab.load.profile.users;
  const words = timelineWords(lab, situation.faults);
  const { seeded } = store.capabilities.value;
  return (
    <>
      <p>
        Somebody's version of {lab.title}.{' '}
        {store.engines.chosen.value.outside ? (
          <b>
            Their programs run on your computer as you, and can do there whatever you can. Read them
            first.
          </b>
        ) : (
          "Their programs run in this lab's sandbox, like yours."
        )}{' '}
        Your own edits stay: this opens as an attempt of its own, and the menu of the files leads
        back to yours.
      </p>
      <Part title="Files">
        {changed.length === 0 && <p>None changed: the course's own run.</p>}
        {changed.map(({ path, name, start }) => {
          const text = situation.files[path] ?? '';
          return (
            <details key={path} open={changed.length === 1}>
              <summary>
                <b>{name}</b> {diffWords(diffLines(start, text))}
              </summary>
              <DiffView name={name} start={start} text={text} />
            </details>
          );
        })}
      </Part>
      <Part title="Timeline">
        {words.length === 0 && <p>Nothing is broken.</p>}
        <ol class="wb-in-t">
          {situation.faults.map(({ at }, index) => (
            <li key={index}>
              <span class="n">{seconds(at)} s</span> {words[index]}
            </li>
          ))}
        </ol>
      </Part>
      <Part title={seeded ? 'Load and seed' : 'Load'}>
        <p>
          {loadWords(lab, situation.rate)}
          {situation.rate === usual && ', as usual here'}
          {seeded && `; seed ${String(situation.seed)}`}
          {seeded && situation.seed === SEED && ', as usual'}.
        </p>
      </Part>
    </>
  );
}

function Part({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}
