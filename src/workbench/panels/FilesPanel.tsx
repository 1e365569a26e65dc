/** What can be done with the files as a whole: attempts, a download, and on a phone the link. */
import { useState } from 'preact/hooks';
import type { Store } from '../store.ts';
import { AttemptsPanel } from './AttemptsPanel.tsx';
import { lazily } from './lazily.tsx';
import { saveFolder } from './save-folder.ts';

const EnginePanel = lazily(async () => (await import('./EnginePanel.tsx')).EnginePanel);
const SharePanel = lazily(async () => (await import('./SharePanel.tsx')).SharePanel);

export function FilesPanel({ store, onDone }: { store: Store; onDone: () => void }) {
  const narrow = store.view.layout.value === 'narrow';
  return (
    <>
      <AttemptsPanel store={store} />
      <Download store={store} />
      {narrow && (
        <section aria-label="Share">
          <h2>Share</h2>
          <SharePanel store={store} />
        </section>
      )}
      {narrow && store.engines.choices.length > 1 && <EnginePanel store={store} onDone={onDone} />}
    </>
  );
}

function Download({ store }: { store: Store }) {
  const [said, setSaid] = useState('');
  return (
    <section aria-label="Download">
      <h2>Take it with you</h2>
      <p>The lab as a folder, with your files: every machine a program for Node.</p>
      <button class="btn sm" type="button" onClick={() => void saveFolder(store).then(setSaid)}>
        Download the lab
      </button>
      {said !== '' && <p>{said}</p>}
    </section>
  );
}
