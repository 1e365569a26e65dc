/** The link to what the lab is now, and what is in it. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { kilobytes, LONG_LINK } from '../share/link.ts';
import type { Situation } from '../share/link.ts';
import { count, loadWords } from '../share/words.ts';
import { words } from '../run.ts';
import type { Store } from '../store.ts';
import { Icon } from './Icon.tsx';

type Made =
  | { readonly kind: 'making' }
  | { readonly kind: 'made'; readonly url: string; readonly situation: Situation }
  | { readonly kind: 'failed'; readonly reason: string };

export function SharePanel({ store }: { store: Store }) {
  const { sharing, announcer, lab } = store;
  const { seeded } = store.capabilities.value;
  const [made, setMade] = useState<Made>({ kind: 'making' });
  const [said, setSaid] = useState('');
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    let gone = false;
    sharing.make().then(
      (link) => {
        if (!gone) setMade({ kind: 'made', ...link });
      },
      (error: unknown) => {
        if (!gone) setMade({ kind: 'failed', reason: words(error) });
      },
    );
    return () => {
      gone = true;
    };
  }, []);

  if (made.kind === 'making') return <p>Making the link</p>;
  if (made.kind === 'failed') {
    return (
      <p class="share-x" role="alert">
        <Icon name="i-cross" size={11} /> {made.reason}
      </p>
    );
  }
  const { url, situation } = made;
  const tell = (text: string) => {
    setSaid(text);
    announcer.say(text.replace(/\.$/, ''));
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url);
      tell('Copied.');
    } catch {
      // Not over plain HTTP, or the reader said no.
      field.current?.select();
      tell('This browser does not let the page copy. The link is selected: copy it yourself.');
    }
  };
  return (
    <div class="share">
      <p>A link to this lab as it is now. Whoever opens it sees what it does before it runs.</p>
      <ul class="share-l" aria-label="In the link">
        <li>{count(Object.keys(situation.files).length, 'changed file')}</li>
        <li>
          {situation.faults.length === 0
            ? 'no faults'
            : `${count(situation.faults.length, 'event')} on the timeline`}
        </li>
        <li>load {loadWords(lab, situation.rate)}</li>
        {seeded && <li>seed {situation.seed}</li>}
      </ul>
      {!seeded && (
        <p>Processes here are real: whoever opens it sees a run like yours, not the same.</p>
      )}
      <div class="share-f">
        <input
          ref={field}
          type="text"
          readOnly
          aria-label="Link"
          value={url}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button class="btn sm" type="button" onClick={() => void copy()}>
          Copy link
        </button>
      </div>
      {url.length > LONG_LINK && (
        <p class="share-w">
          It is long, {kilobytes(url.length)} KB: some programs cut such links. A download of the
          lab is safer to send.
        </p>
      )}
      {said !== '' && <p>{said}</p>}
    </div>
  );
}
