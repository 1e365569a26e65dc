/** What can be done with the files as a whole: attempts, a download, and on a phone the link. */
import { useState } from 'preact/hooks';
import type { Store } from '../store.ts';
import { AttemptsPanel } from './AttemptsPanel.tsx';
import { lazily } from './lazily.tsx';

const SharePanel = lazily(async () => (await import('./SharePanel.tsx')).SharePanel);

export function FilesPanel({ store }: { store: Store }) {
  return (
    <>
      <AttemptsPanel store={store} />
      <Download store={store} />
      {store.view.layout.value === 'narrow' && (
        <section aria-label="Share">
          <h2>Share</h2>
          <SharePanel store={store} />
        </section>
      )}
    </>
  );
}

function Download({ store }: { store: Store }) {
  const [said, setSaid] = useState('');
  const { files, lab, samplePath, announcer } = store;
  const tell = (text: string) => {
    setSaid(text);
    announcer.say(text.replace(/\.$/, ''));
  };
  const download = async () => {
    try {
      const { downloadFolder } = await import('../folder/download.ts');
      const shown = files.list.map(({ path }) => [path, files.shown(path)] as const);
      const name = downloadFolder({
        lab,
        files: Object.fromEntries(shown),
        changed: files.list
          .filter(({ path, start }) => files.shown(path) !== start)
          .map(({ path }) => path),
        samplePath,
      });
      tell(`Saved as ${name}.`);
    } catch {
      tell('The download did not start. Check the connection and press it again.');
    }
  };
  return (
    <section aria-label="Download">
      <h2>Take it with you</h2>
      <p>The lab as a folder, with your files: every machine a program for Node.</p>
      <button class="btn sm" type="button" onClick={() => void download()}>
        Download the lab
      </button>
      {said !== '' && <p>{said}</p>}
    </section>
  );
}
