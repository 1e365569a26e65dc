/**
 * The code editor: CodeMirror in a shadow root, because it injects styles that the page's content
 * policy would refuse. One view; each file has a state of its own, so undo stays with its file.
 */
import {
  defaultKeymap,
  history,
  historyKeymap,
  indentWithTab,
  isolateHistory,
} from '@codemirror/commands';
import { typescriptLanguage } from '@codemirror/lang-javascript';
import {
  bracketMatching,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from '@codemirror/language';
import { Compartment, EditorState } from '@codemirror/state';
import type { Extension } from '@codemirror/state';
import { EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import type { Problem } from '../files.ts';
import type { Surroundings } from './complete.ts';
import { fileLabel } from './label.ts';
import { problemField, setProblems } from './problems.ts';
import { highlight, theme } from './theme.ts';

export interface EditorFile {
  readonly path: string;
  readonly name: string;
  readonly readonly: boolean;
}

export interface EditorEvents {
  readonly onType: (path: string, text: string) => void;
  readonly onSave: (path: string) => void;
  readonly onFormat: () => void;
}

/** Why a text was not formatted. */
export interface Unformatted {
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
}

/** Where a reader was in a text. */
export interface Left {
  readonly anchor: number;
  readonly head: number;
  /** px scrolled. */
  readonly top: number;
  readonly focused: boolean;
  /** They had begun to write. */
  readonly typed: boolean;
}

export interface Editor {
  /** Shows a file; `text` is used when it differs from what the editor holds. */
  show(file: EditorFile, text: string): void;
  /** Goes on where another field was left. */
  takeOver(from: Left): void;
  /** Does what a key does that was pressed elsewhere. */
  press(key: KeyboardEvent): void;
  /** Marks problems in the file that is shown. */
  mark(problems: readonly Problem[]): void;
  /** Puts the cursor on a line (1-based), scrolls there, and takes the focus. */
  goTo(line: number): void;
  /**
   * Lays out the file that is shown; one step back undoes it.
   * @returns why not, or undefined
   */
  format(): Promise<Unformatted | undefined>;
  dispose(): void;
}

/** Keys of what is loaded when it is first wanted: finding, and going to a line. */
const FIND_KEYS = ['Mod-f', 'F3', 'Mod-g', 'Mod-d', 'Mod-Alt-g', 'Mod-Shift-l'] as const;

/** So often a text is formatted anew because the reader wrote on meanwhile. */
const FORMAT_TRIES = 3;

export function createEditor(
  host: HTMLElement,
  events: EditorEvents,
  surroundings: Omit<Surroundings, 'path'>,
): Editor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const states = new Map<string, EditorState>();
  let current: EditorFile | undefined;
  /** True while a text comes in from outside: that is not typing. */
  let loading = false;

  /** What came after the first states were made. */
  const late = new Compartment();
  let lateNow: Extension = [];
  const parts = new Map<string, Promise<void>>();
  /** Loads a part once; one that failed is tried again when it is next wanted. */
  function want(part: string, load: () => Promise<Extension>): Promise<void> {
    const loading =
      parts.get(part) ??
      load().then(
        (extension) => {
          lateNow = [lateNow, extension];
          view.dispatch({ effects: late.reconfigure(lateNow) });
        },
        () => void parts.delete(part),
      );
    parts.set(part, loading);
    return loading;
  }
  /** @param typed something was written that could be completed */
  async function wantCompletion(typed = false): Promise<void> {
    if (parts.has('complete')) return;
    const before = view.state.doc;
    await want('complete', async () =>
      (await import('./complete.ts')).completion({
        ...surroundings,
        path: () => current?.path ?? '',
      }),
    );
    if (typed || view.state.doc !== before) (await import('./complete.ts')).catchUp(view);
  }
  async function find(key: string): Promise<void> {
    await want('find', async () => (await import('./find.ts')).find);
    (await import('./find.ts')).press(key, view);
  }

  const view = new EditorView({ parent: root, root });
  // Tab leaves the editor until Control-M says otherwise: nobody is trapped.
  view.setTabFocusMode(true);

  function extensions(file: EditorFile): Extension {
    return [
      lineNumbers(),
      highlightActiveLine(),
      history(),
      indentOnInput(),
      indentUnit.of('  '),
      bracketMatching(),
      problemField,
      typescriptLanguage,
      syntaxHighlighting(highlight),
      theme,
      // Its keys come before those below.
      late.of(lateNow),
      keymap.of([
        {
          key: 'Mod-s',
          preventDefault: true,
          run: () => {
            if (!file.readonly) events.onSave(file.path);
            return true;
          },
        },
        {
          key: 'Shift-Alt-f',
          preventDefault: true,
          run: () => {
            events.onFormat();
            return true;
          },
        },
        ...FIND_KEYS.map((key) => ({
          key,
          preventDefault: true,
          run: () => {
            void find(key);
            return true;
          },
        })),
        ...defaultKeymap,
        ...historyKeymap,
        indentWithTab,
      ]),
      EditorState.readOnly.of(file.readonly),
      EditorView.contentAttributes.of({ 'aria-label': fileLabel(file), tabindex: '0' }),
      EditorView.domEventHandlers({ focus: () => void wantCompletion() }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged && !loading) events.onType(file.path, update.state.doc.toString());
      }),
    ];
  }

  function load(act: () => void): void {
    loading = true;
    act();
    loading = false;
  }

  return {
    show(file, text) {
      if (current && current.path !== file.path) states.set(current.path, view.state);
      if (current?.path !== file.path) {
        const kept = states.get(file.path);
        const state = kept ?? EditorState.create({ doc: text, extensions: extensions(file) });
        load(() => view.setState(state));
        current = file;
        if (late.get(view.state) !== lateNow) {
          view.dispatch({ effects: late.reconfigure(lateNow) });
        }
      }
      if (view.state.doc.toString() === text) return;
      const changes = { from: 0, to: view.state.doc.length, insert: text };
      load(() => view.dispatch({ changes }));
    },
    takeOver({ anchor, head, top, focused, typed }) {
      const { length } = view.state.doc;
      const within = (at: number) => Math.min(at, length);
      view.dispatch({ selection: { anchor: within(anchor), head: within(head) } });
      if (focused) {
        void wantCompletion(typed);
        view.focus();
      }
      view.scrollDOM.scrollTop = top;
    },
    press({ key, code, keyCode, ctrlKey, metaKey, shiftKey, altKey }) {
      const again = { key, code, keyCode, ctrlKey, metaKey, shiftKey, altKey, bubbles: true };
      view.contentDOM.dispatchEvent(new KeyboardEvent('keydown', again));
    },
    mark(problems) {
      view.dispatch({ effects: setProblems.of(problems) });
    },
    goTo(line) {
      const target = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines));
      view.dispatch({
        selection: { anchor: target.from },
        effects: EditorView.scrollIntoView(target.from, { y: 'center' }),
      });
      view.focus();
    },
    async format() {
      const { format, FormatProblem } = await import('./format.ts');
      for (let tries = 0; tries < FORMAT_TRIES; tries += 1) {
        const { doc, selection } = view.state;
        const before = doc.toString();
        try {
          const after = await format(before, selection.main.head);
          if (view.state.doc !== doc) continue;
          if (after.text === before) return undefined;
          view.dispatch({
            changes: difference(before, after.text),
            selection: { anchor: after.cursor },
            annotations: isolateHistory.of('full'),
            userEvent: 'format',
          });
          return undefined;
        } catch (error) {
          if (!(error instanceof FormatProblem)) throw error;
          const { message, line, column } = error;
          return { message, line, column };
        }
      }
      return { message: 'The text changed too fast to be formatted. Press Format again.' };
    },
    dispose() {
      view.destroy();
    },
  };
}

/** The one change between two texts: what they begin and end with alike stays untouched. */
function difference(before: string, after: string): { from: number; to: number; insert: string } {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from += 1;
  let same = 0;
  while (same < most - from && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  return {
    from,
    to: before.length - same,
    insert: after.slice(from, after.length - same),
  };
}
