/** A file's text: plain at first, and CodeMirror from when a reader turns to it. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { MutableRef } from 'preact/hooks';
import type { Editor } from '../editor/editor.ts';
import type { Store } from '../store.ts';
import { COMPOSING, PlainCode } from './PlainCode.tsx';

/** ms: a mouse that only passes over wants nothing. */
const DWELL = 150;

export interface CodeViewProps {
  readonly store: Store;
  readonly hidden: boolean;
  /** Loads the editor, where it is not there yet. Rejects when it cannot be loaded. */
  readonly handle: MutableRef<(() => Promise<Editor>) | undefined>;
  readonly onFormat: () => void;
}

export function CodeView({ store, hidden, handle, onFormat }: CodeViewProps) {
  const { files } = store;
  const host = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const dwelling = useRef<ReturnType<typeof setTimeout>>();
  const [editor, setEditor] = useState<Editor>();
  /** The editor has gone on from where the plain text was left. */
  const [taken, setTaken] = useState(false);
  const [failed, setFailed] = useState(false);
  // The editor is made once and outlives this drawing.
  const formatNow = useRef(onFormat);
  formatNow.current = onFormat;
  const loading = useRef<Promise<Editor>>();
  /** Called when it has gone on from there. */
  const here = useRef<() => void>(() => undefined);
  const gone = useRef(false);

  const open = files.open.value;
  const revision = files.revision.value;
  const problems = files.problems.value;
  const place = files.place.value;
  const drafts = files.drafts.value;
  const file = files.list.find((one) => one.path === open);

  async function load(): Promise<Editor> {
    const { createEditor } = await import('../editor/editor.ts');
    await composed(field.current);
    if (gone.current || !host.current) throw new Error('The lab was closed.');
    const made = createEditor(
      host.current,
      {
        onType: (path, text) => files.type(path, text),
        onSave: (path) => void files.save(path),
        onFormat: () => formatNow.current(),
      },
      {
        files: () => Object.fromEntries(files.list.map(({ path }) => [path, files.shown(path)])),
        vocabulary: store.vocabulary,
      },
    );
    setFailed(false);
    setEditor(made);
    await new Promise<void>((resolve) => (here.current = resolve));
    return made;
  }
  const want = (): Promise<Editor> => {
    loading.current ??= load().catch((error: unknown) => {
      // The next time that it is wanted, it is tried again.
      loading.current = undefined;
      if (!gone.current) setFailed(true);
      throw error;
    });
    return loading.current;
  };
  const wantQuietly = () => void want().catch(() => undefined);
  handle.current = want;

  // On a phone the reader has asked for it; elsewhere it stands there before anybody looks.
  const asked =
    (store.view.layout.value === 'narrow' && !store.hides('code')) ||
    place.line !== undefined ||
    problems.some((problem) => problem.path === open);
  const starting = store.run.state.value.kind === 'starting';
  useEffect(() => {
    if (asked && !starting && !failed) wantQuietly();
  }, [asked, starting]);
  useEffect(
    () => () => {
      gone.current = true;
      clearTimeout(dwelling.current);
    },
    [],
  );
  useEffect(() => () => editor?.dispose(), [editor]);

  // Before the plain text goes: where the reader is in it goes over.
  useLayoutEffect(() => {
    if (!editor || !file) return;
    editor.show(file, files.shown(open));
    const plain = field.current!;
    const focused = document.activeElement === plain;
    const { selectionStart, selectionEnd } = plain;
    editor.takeOver({
      anchor: selectionStart,
      head: selectionEnd,
      top: scroller.current?.scrollTop ?? 0,
      focused,
      typed: open in drafts,
    });
    setTaken(true);
    here.current();
  }, [editor]);
  useEffect(() => {
    if (editor && file) editor.show(file, files.shown(open));
  }, [editor, open, revision]);
  useEffect(() => {
    editor?.mark(problems.filter((problem) => problem.path === open));
  }, [editor, open, problems, revision]);
  useEffect(() => {
    if (place.line !== undefined && place.path === open) editor?.goTo(place.line);
  }, [editor, place]);

  return (
    <div
      class="p-b ed"
      id="wb-editor"
      role="tabpanel"
      aria-label="Code"
      hidden={hidden}
      onPointerEnter={() => {
        dwelling.current = setTimeout(wantQuietly, DWELL);
      }}
      onPointerLeave={() => clearTimeout(dwelling.current)}
      onPointerDown={wantQuietly}
      onFocusCapture={wantQuietly}
    >
      <div class="ed-host" ref={host} hidden={!editor} />
      {!taken && file && (
        <PlainCode
          file={file}
          text={drafts[open] ?? files.text(open)}
          field={field}
          scroller={scroller}
          onType={(text) => files.type(open, text)}
          onSave={() => void files.save(open)}
          onKey={(key) => {
            void want().then(
              (ready) => ready.press(key),
              () => undefined,
            );
          }}
        />
      )}
      {failed && !taken && (
        <p class="quiet ed-less" role="alert">
          The full editor did not load: this is a plain one.{' '}
          <button class="btn sm" type="button" onClick={wantQuietly}>
            Try again
          </button>
        </p>
      )}
    </div>
  );
}

/** Resolves when nothing is being composed in a field: it must not be taken away under that. */
function composed(field: HTMLTextAreaElement | null): Promise<void> {
  if (field?.hasAttribute(COMPOSING) !== true) return Promise.resolve();
  return new Promise((resolve) => {
    field.addEventListener('compositionend', () => resolve(), { once: true });
  });
}
