/** Finding and replacing: loaded when one of its keys is first pressed. */
import { search, searchKeymap } from '@codemirror/search';
import { keymap } from '@codemirror/view';
import type { EditorView } from '@codemirror/view';

export const find = [search(), keymap.of(searchKeymap)];

/** Does what a key is for. */
export function press(key: string, view: EditorView): void {
  searchKeymap.find((binding) => binding.key === key)?.run?.(view);
}
