/**
 * The code editor: CodeMirror in a shadow root, because it injects styles that the page's content
 * policy would refuse. One view; each file has a state of its own, so undo stays with its file.
 */
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { typescriptLanguage } from '@codemirror/lang-javascript';
import {
  bracketMatching,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from '@codemirror/language';
import { search, searchKeymap } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import type { Extension } from '@codemirror/state';
import { EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import type { Problem } from '../files.ts';
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
}

export interface Editor {
  /** Shows a file; `text` is used when it differs from what the editor holds. */
  show(file: EditorFile, text: string): void;
  /** Marks problems in the file that is shown. */
  mark(problems: readonly Problem[]): void;
  /** Puts the cursor on a line (1-based), scrolls there, and takes the focus. */
  goTo(line: number): void;
  dispose(): void;
}

export function createEditor(host: HTMLElement, events: EditorEvents): Editor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const states = new Map<string, EditorState>();
  let current: EditorFile | undefined;
  /** True while a text comes in from outside: that is not typing. */
  let loading = false;

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
      search(),
      problemField,
      typescriptLanguage,
      syntaxHighlighting(highlight),
      theme,
      keymap.of([
        {
          key: 'Mod-s',
          preventDefault: true,
          run: () => {
            if (!file.readonly) events.onSave(file.path);
            return true;
          },
        },
        ...defaultKeymap,
        ...historyKeymap,
        ...searchKeymap,
        indentWithTab,
      ]),
      EditorState.readOnly.of(file.readonly),
      EditorView.contentAttributes.of({ 'aria-label': label(file), tabindex: '0' }),
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
      }
      if (view.state.doc.toString() === text) return;
      const changes = { from: 0, to: view.state.doc.length, insert: text };
      load(() => view.dispatch({ changes }));
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
    dispose() {
      view.destroy();
    },
  };
}

function label(file: EditorFile): string {
  const about = file.readonly ? 'shared by all labs, read only' : 'code';
  return `${file.name}, ${about}. Tab leaves the editor; Control-M (Shift-Alt-M on a Mac) makes Tab indent.`;
}
