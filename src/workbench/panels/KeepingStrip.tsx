/** What this browser did not keep, above the panels: what, how long it is there, and how to mend it. */
import { useState } from 'preact/hooks';
import { fullWords } from '../keeping.ts';
import type { Store } from '../store.ts';
import { AttemptsPanel } from './AttemptsPanel.tsx';
import { Icon } from './Icon.tsx';
import { Popover } from './Popover.tsx';
import { saveFolder } from './save-folder.ts';

export function KeepingStrip({ store }: { store: Store }) {
  const { keeping } = store;
  const unkept = keeping.unkept.value;
  return (
    <>
      {unkept.length > 0 && !keeping.known.value && <Full store={store} unkept={unkept} />}
      {keeping.notices.value.map((notice) => (
        <div key={notice} class="wb-kept">
          <Icon name="i-slow" size={12} />
          <p>{notice}</p>
          <div class="end">
            <button class="btn sm" type="button" onClick={() => keeping.dismiss(notice)}>
              Got it
            </button>
          </div>
        </div>
      ))}
    </>
  );
}

function Full({ store, unkept }: { store: Store; unkept: readonly string[] }) {
  const [said, setSaid] = useState('');
  return (
    <div class="wb-kept" role="group" aria-label="Not saved">
      <Icon name="i-slow" size={12} />
      <p>
        <b>{fullWords(unkept)}.</b> It is all here until you close this page. Download the lab, or
        delete attempts, here or in other labs. {said}
      </p>
      <div class="end">
        <button
          class="btn sm"
          type="button"
          onClick={() => {
            void saveFolder(store).then(setSaid);
          }}
        >
          Download the lab
        </button>
        <Popover label="Attempts, to delete" button="Delete attempts" bare={false}>
          <AttemptsPanel store={store} />
        </Popover>
        <button class="btn sm" type="button" onClick={() => store.keeping.retry()}>
          Try again
        </button>
        <button class="btn sm bare" type="button" onClick={() => store.keeping.hide()}>
          Hide
        </button>
      </div>
    </div>
  );
}
