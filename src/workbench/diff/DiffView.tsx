/** What changed in a file, against the course's text or another: line by line, to read. Told by sign and form, not by colour. */
import { useMemo } from 'preact/hooks';
import { count } from '../share/words.ts';
import { diffLines, diffWords } from './lines.ts';
import type { Row } from './lines.ts';

export function DiffView(props: {
  name: string;
  start: string;
  text: string;
  /** What `start` is: `the start` of the lab, unless it says so. */
  against?: string;
}) {
  const { name, start, text, against = 'the start' } = props;
  const diff = useMemo(() => diffLines(start, text), [start, text]);
  const words = diffWords(diff);
  return (
    <div
      class="diff"
      tabIndex={0}
      role="region"
      aria-label={`Changes to ${name} against ${against}: ${words}`}
    >
      {diff.sections.length === 0 ? (
        <p class="quiet">{name} is as it came.</p>
      ) : (
        <table>
          <thead class="vh">
            <tr>
              <th scope="col">Line before</th>
              <th scope="col">Line now</th>
              <th scope="col">Change</th>
              <th scope="col">Text</th>
            </tr>
          </thead>
          <tbody>
            {diff.sections.map(({ skipped, rows }) => [
              <Skipped
                key={`before-${String(rows[0]?.after ?? rows[0]?.before)}`}
                lines={skipped}
              />,
              ...rows.map((row) => (
                <Line key={`${row.kind}-${String(row.before)}-${String(row.after)}`} {...row} />
              )),
            ])}
            <Skipped lines={diff.skipped} />
          </tbody>
        </table>
      )}
    </div>
  );
}

const SIGNS = { same: '', added: '+', removed: '−' } as const;

function Line({ kind, before, after, text }: Row) {
  return (
    <tr class={`is-${kind}`}>
      <td class="n">{before}</td>
      <td class="n">{after}</td>
      <td class="s">
        <span aria-hidden="true">{SIGNS[kind]}</span>
        {kind !== 'same' && <span class="vh">{kind}</span>}
      </td>
      <td class="t">{kind === 'removed' ? <del>{text}</del> : text}</td>
    </tr>
  );
}

function Skipped({ lines }: { lines: number }) {
  if (lines === 0) return null;
  return (
    <tr class="gap">
      <td colSpan={4}>{count(lines, 'line')} the same</td>
    </tr>
  );
}
