/** Problems on their lines: the line is marked, and a note under it says in words what is wrong. */
import { StateEffect, StateField } from '@codemirror/state';
import type { EditorState, Range } from '@codemirror/state';
import { Decoration, EditorView, WidgetType } from '@codemirror/view';
import type { DecorationSet } from '@codemirror/view';
import type { Problem } from '../files.ts';

/** Replaces all problems of the file. */
export const setProblems = StateEffect.define<readonly Problem[]>();

export const problemField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(setProblems)) next = decorate(transaction.state, effect.value);
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function decorate(state: EditorState, problems: readonly Problem[]): DecorationSet {
  const marks: Range<Decoration>[] = [];
  for (const problem of problems) {
    if (problem.line === undefined || problem.line > state.doc.lines || problem.line < 1) continue;
    const line = state.doc.line(problem.line);
    marks.push(Decoration.line({ class: 'cm-problem' }).range(line.from));
    const from = Math.min(line.from + Math.max(0, (problem.column ?? 1) - 1), line.to);
    if (problem.column !== undefined && from < line.to) {
      marks.push(Decoration.mark({ class: 'cm-problem-text' }).range(from, line.to));
    }
    const widget = new Note(note(problem));
    marks.push(Decoration.widget({ widget, block: true, side: 1 }).range(line.to));
  }
  return Decoration.set(marks, true);
}

function note(problem: Problem): string {
  return problem.kind === 'crash'
    ? `${problem.machine ?? 'The process'} crashed here: ${problem.message}`
    : problem.message;
}

class Note extends WidgetType {
  readonly text: string;
  constructor(text: string) {
    super();
    this.text = text;
  }
  override eq(other: Note): boolean {
    return other.text === this.text;
  }
  override toDOM(): HTMLElement {
    // Room around it is padding of a box outside: the editor does not measure margins.
    const around = document.createElement('div');
    around.className = 'cm-problem-around';
    const note = document.createElement('div');
    note.className = 'cm-problem-note';
    note.textContent = `✕ ${this.text}`;
    around.append(note);
    return around;
  }
}
