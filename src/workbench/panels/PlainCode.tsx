/**
 * A file's text before the editor is there, which is the heaviest part of the screen and comes when it
 * is wanted: coloured, with line numbers, and to be written in at once. What is typed here is kept,
 * and so is where; the editor goes on from there.
 */
import type { MutableRef } from 'preact/hooks';
import { useMemo } from 'preact/hooks';
import type { LabFile } from '../bundle.ts';
import { fileLabel } from '../editor/label.ts';
import { tokensOf } from '../editor/tokens.ts';

/** On the field while a character is composed, of several keys: nobody takes it away under that. */
export const COMPOSING = 'data-composing';

/** With Control or Command: finding, going to a line, commenting out, completion, how Tab goes. */
const LATER = ['f', 'g', 'd', '/', ' ', 'm'];

export function PlainCode(props: {
  file: LabFile;
  text: string;
  field: MutableRef<HTMLTextAreaElement | null>;
  scroller: MutableRef<HTMLDivElement | null>;
  onType: (text: string) => void;
  onSave: () => void;
  /** A key that the editor has a use for, and this field has none. */
  onKey: (key: KeyboardEvent) => void;
}) {
  const { file, text, field, scroller } = props;
  const tokens = useMemo(() => tokensOf(text), [text]);
  const lines = useMemo(() => {
    const count = text.split('\n').length;
    return Array.from({ length: count }, (_, index) => String(index + 1)).join('\n');
  }, [text]);
  return (
    <div class="ed-plain" ref={scroller}>
      <pre class="ed-lines" aria-hidden="true">
        {lines}
      </pre>
      <div class="ed-text">
        <pre aria-hidden="true">
          {tokens.map((token, index) =>
            token.kind === 'plain' ? (
              token.text
            ) : (
              <span key={index} class={`t-${token.kind}`}>
                {token.text}
              </span>
            ),
          )}
          {'\n'}
        </pre>
        <textarea
          key={file.path}
          ref={field}
          aria-label={fileLabel(file)}
          value={text}
          readOnly={file.readonly}
          wrap="off"
          spellcheck={false}
          autocapitalize="off"
          autocomplete="off"
          onInput={(event) => props.onType(event.currentTarget.value)}
          onCompositionStart={({ currentTarget }) => void currentTarget.setAttribute(COMPOSING, '')}
          onCompositionEnd={({ currentTarget }) => currentTarget.removeAttribute(COMPOSING)}
          onKeyDown={(event) => {
            const mod = event.ctrlKey || event.metaKey;
            const key = event.key.toLowerCase();
            const save = mod && key === 's';
            const format = event.code === 'KeyF' && event.shiftKey && event.altKey;
            if (!save && !format && !(mod && LATER.includes(key)) && key !== 'f3') return;
            event.preventDefault();
            if (!save) props.onKey(event);
            else if (!file.readonly) props.onSave();
          }}
        />
      </div>
    </div>
  );
}
