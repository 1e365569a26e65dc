/** What changed since the last run of a drill: the checks in short, and what the reader did. */
import { DiffView } from '../diff/DiffView.tsx';
import { diffLines, diffWords } from '../diff/lines.ts';
import type { Store } from '../store.ts';
import { agoWords } from '../time.ts';
import { checksWords, didNothing } from '../tries/compare.ts';
import type { FileSince, Since } from '../tries/compare.ts';

export function SinceView(props: { store: Store; at: number; since: Since }) {
  const { store, at, since } = props;
  const { files, seed, planned, unplanned } = since;
  return (
    <section class="since" aria-label="Since the last run">
      <p>
        <b>Since your last run</b>, {agoWords(Date.now() - at)}: {checksWords(since)}.{' '}
        {didNothing(since) && 'You changed nothing.'}
        {!files && 'Your files of then were too long to be kept, so lines cannot be compared.'}
      </p>
      {seed && (
        <p>
          Seed {seed.now} instead of {seed.before}.
        </p>
      )}
      {planned.length + unplanned.length > 0 && (
        <ul aria-label="Changes of the plan">
          {planned.map((words) => (
            <li key={`+${words}`}>
              <b aria-hidden="true">+</b> <span class="vh">planned: </span>
              {words}
            </li>
          ))}
          {unplanned.map((words) => (
            <li key={`-${words}`}>
              <b aria-hidden="true">−</b> <span class="vh">no longer planned: </span>
              <del>{words}</del>
            </li>
          ))}
        </ul>
      )}
      {files?.map((file) => (
        <File key={file.path} file={file} name={nameOf(store, file.path)} />
      ))}
    </section>
  );
}

function File({ file, name }: { file: FileSince; name: string }) {
  return (
    <details>
      <summary>
        <b>{name}</b> {diffWords(diffLines(file.before, file.now))}
      </summary>
      <DiffView name={name} start={file.before} text={file.now} against="the last run" />
    </details>
  );
}

function nameOf(store: Store, path: string): string {
  return store.files.list.find((file) => file.path === path)?.name ?? path;
}
