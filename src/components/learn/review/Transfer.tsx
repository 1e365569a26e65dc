/** Everything the reader has, out to a file and in from one. */
import { useRef, useState } from 'preact/hooks';
import { dayOf } from '../../../learning/cards.ts';
import { exportAll, importFile } from '../../../storage/transfer.ts';
import type { ImportResult } from '../../../storage/transfer.ts';

export function Transfer() {
  const chooser = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState<{ ok: boolean; text: string }>();

  const save = () => {
    const name = `zero-to-millions-${dayOf(Date.now())}.json`;
    const url = URL.createObjectURL(new Blob([exportAll()], { type: 'application/json' }));
    const link = Object.assign(document.createElement('a'), { href: url, download: name });
    link.click();
    setTimeout(() => {
      URL.revokeObjectURL(url);
    }, 10_000);
    setSaid({ ok: true, text: `Saved as ${name}.` });
  };
  const load = async (input: HTMLInputElement) => {
    const [file] = input.files ?? [];
    if (!file) return;
    const result = await importFile(file);
    // So that choosing the same file again is a choice.
    input.value = '';
    setSaid({ ok: result.ok, text: resultText(result) });
  };

  return (
    <section class="transfer" aria-label="Your data">
      <h2>Your data</h2>
      <p>
        Progress, cards, answers and edits live in this browser only. Take them along as one file.
      </p>
      <p class="acts">
        <button class="btn sm" type="button" onClick={save}>
          Export
        </button>
        <button class="btn sm" type="button" onClick={() => chooser.current?.click()}>
          Import
        </button>
        <input
          ref={chooser}
          type="file"
          accept="application/json,.json"
          hidden
          aria-label="File to import"
          onChange={(event) => void load(event.currentTarget)}
        />
      </p>
      <p class={said?.ok === false ? 'problem' : 'said'} role="status">
        {said?.text}
      </p>
    </section>
  );
}

function resultText(result: ImportResult): string {
  if (!result.ok) return `Nothing was imported. ${result.problem}`;
  const { found, lost } = result;
  const what = found.length > 0 ? `Imported ${found.join(', ')}.` : 'The file held no progress.';
  if (lost.length === 0) return what;
  const entries = lost.length === 1 ? 'One entry' : `${lost.length} entries`;
  return `${what} ${entries} could not be read and ${lost.length === 1 ? 'was' : 'were'} left out.`;
}
