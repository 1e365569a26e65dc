/** The files: a tab each, the editor, and what saving did. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { LabFile } from '../bundle.ts';
import type { Editor } from '../editor/editor.ts';
import type { Store } from '../store.ts';
import { CodeView } from './CodeView.tsx';
import { Icon, Tile } from './Icon.tsx';
import { lazily } from './lazily.tsx';
import { Popover } from './Popover.tsx';
import { onTabKeys } from './tabs.ts';

const DiffView = lazily(async () => (await import('../diff/DiffView.tsx')).DiffView);
const FilesPanel = lazily(async () => (await import('./FilesPanel.tsx')).FilesPanel);

export function EditorPanel({ store }: { store: Store }) {
  const { files } = store;
  const open = files.open.value;
  const file = files.list.find((one) => one.path === open);
  const dirty = Object.keys(files.drafts.value);
  const changed = Object.keys(files.saved.value);
  const name = file?.name ?? '';
  const [diff, setDiff] = useState(false);
  const place = files.place.value;
  // Whoever asks for a line wants the editor.
  useEffect(() => {
    if (place.line !== undefined) setDiff(false);
  }, [place]);
  const editor = useRef<() => Promise<Editor>>();
  const [formatting, setFormatting] = useState(false);
  const format = () => {
    if (!editor.current || !file || file.readonly || formatting) return;
    setFormatting(true);
    void formatted(store, editor.current, file).finally(() => setFormatting(false));
  };
  const tabs = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const list = tabs.current;
    const tab = list?.querySelector<HTMLElement>('[aria-selected="true"]');
    // Not scrollIntoView, which would move the lesson too.
    if (list && tab) list.scrollLeft = tab.offsetLeft + tab.offsetWidth - list.clientWidth;
  }, [open, store.view.layout.value]);
  return (
    <section class="p code-p" aria-label="Editor" hidden={store.hides('code')}>
      <div class="tabs">
        <div class="tabl" ref={tabs} role="tablist" aria-label="Files" onKeyDown={onTabKeys}>
          {files.list.map((one) => {
            const problems = files.problems.value.filter((p) => p.path === one.path).length;
            return (
              <button
                key={one.path}
                type="button"
                role="tab"
                aria-selected={one.path === open}
                aria-controls="wb-editor"
                tabIndex={one.path === open ? 0 : -1}
                onClick={() => files.show(one.path)}
              >
                {one.machine ? (
                  <Tile role={one.machine.role} size={11} />
                ) : (
                  <Icon name="i-code" size={12} />
                )}
                {one.name}{' '}
                {problems > 0 && (
                  <span class="errn">
                    <Icon name="i-cross" size={9} />
                    {problems}
                    <span class="vh"> {problems === 1 ? 'problem' : 'problems'} </span>
                  </span>
                )}
                {dirty.includes(one.path) ? (
                  <span class="dot is-open">
                    <span class="vh">not saved</span>
                  </span>
                ) : (
                  changed.includes(one.path) && (
                    <span class="dot">
                      <span class="vh">changed</span>
                    </span>
                  )
                )}
              </button>
            );
          })}
        </div>
        <Popover
          class="files-m"
          label="Attempts and download"
          name="Attempts and download"
          button={<Icon name="i-more" size={16} />}
        >
          {(close) => <FilesPanel store={store} onDone={close} />}
        </Popover>
      </div>
      {diff && file && (
        <div class="p-b ed">
          <DiffView name={name} start={file.start} text={files.shown(open)} />
        </div>
      )}
      <CodeView store={store} hidden={diff} handle={editor} onFormat={format} />
      <div class="ed-f">
        <span>{files.said.value || hint(store)}</span>
        <div class="end">
          {files.replaced.value && (
            <button class="btn sm bare" type="button" onClick={() => void files.putBack()}>
              Put mine back
            </button>
          )}
          <button
            class="btn sm bare"
            type="button"
            aria-pressed={diff}
            title="What you changed against the start"
            onClick={() => setDiff(!diff)}
          >
            Diff
          </button>
          <button
            class="btn sm bare"
            type="button"
            title="Lay the file out as the course does (Shift-Alt-F)"
            disabled={!file || file.readonly || diff || formatting}
            onClick={format}
          >
            Format
          </button>
          <ResetFiles key={open} store={store} path={open} name={name} />
          <button
            class="btn sm"
            type="button"
            disabled={!file || file.readonly || !dirty.includes(open)}
            onClick={() => void files.save(open)}
          >
            Save <kbd class="only-wide">{saveKey()}</kbd>
          </button>
        </div>
      </div>
    </section>
  );
}

function hint(store: Store): string {
  const file = store.files.list.find((one) => one.path === store.files.open.value);
  if (file?.readonly) return 'Shared by every lab. Read it; it stays as it is.';
  const { start } = store.lab;
  if (!start.works && Object.keys(store.files.saved.value).length === 0) {
    return `This lab starts broken, on purpose. ${start.says}`;
  }
  return 'Saving restarts only the machines that run this file.';
}

/** Lays the open file out, and says what came of it. */
async function formatted(
  store: Store,
  editor: () => Promise<Editor>,
  file: LabFile,
): Promise<void> {
  const { files } = store;
  const { path, name } = file;
  try {
    const problem = await (await editor()).format();
    if (problem) files.tell(path, `${name} was not formatted: ${problem.message}`, problem);
    else files.tell(path, `${name} formatted.`);
  } catch {
    files.tell(path, 'The formatter did not load. Check the connection and press Format again.');
  }
}

/** Asks once, in place, before it throws work away. */
function ResetFiles({ store, path, name }: { store: Store; path: string; name: string }) {
  const [asking, setAsking] = useState(false);
  const { files } = store;
  const touched = new Set([...Object.keys(files.saved.value), ...Object.keys(files.drafts.value)]);
  if (touched.size === 0) return null;
  const reset = (paths: readonly string[]) => {
    setAsking(false);
    void files.reset(paths);
  };
  if (!asking) {
    return (
      <button class="btn sm bare" type="button" onClick={() => setAsking(true)}>
        Reset
      </button>
    );
  }
  return (
    <span class="ask" role="group" aria-label="Throw your changes away?">
      {touched.has(path) && (
        <button class="btn sm" type="button" onClick={() => reset([path])}>
          Reset {name}
        </button>
      )}
      {(touched.size > 1 || !touched.has(path)) && (
        <button class="btn sm" type="button" onClick={() => reset([...touched])}>
          Reset all
        </button>
      )}
      <button class="btn sm bare" type="button" onClick={() => setAsking(false)}>
        Keep
      </button>
    </span>
  );
}

function saveKey(): string {
  return /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘S' : 'Ctrl S';
}
