/** A lab that starts broken says so, and what is expected of whoever opens it. */
import type { Lab } from '../../lab/manifest.ts';
import type { Store } from '../store.ts';

/** Nothing where the lab works as it comes. */
export function Meant({ lab }: { lab: Lab }) {
  if (lab.start.works) return null;
  return (
    <p class="meant">
      <b>This lab starts broken, on purpose.</b> {lab.start.says} {expectedWords(lab)}
    </p>
  );
}

/** The same in a line, where neither the drill nor the editor is in view to say it. */
export function MeantInShort({ store }: { store: Store }) {
  const { lab, drills, view } = store;
  if (lab.start.works || view.layout.value !== 'narrow' || view.noted.value) return null;
  return (
    <p class="meant">
      <b>This lab starts broken, on purpose.</b>
      <span>
        <button
          class="linkish"
          type="button"
          onClick={() => {
            drills.choose(undefined);
            view.bring('drill');
          }}
        >
          What is expected
        </button>
        <button class="linkish" type="button" onClick={() => view.note()}>
          Got it
        </button>
      </span>
    </p>
  );
}

/** `You mend it in drill 2, “Lease it”.` */
export function expectedWords({ drills }: Lab): string {
  const mends = drills.flatMap(({ kind, title }, index) =>
    kind === 'mend' ? [`drill ${String(index + 1)}, “${title}”`] : [],
  );
  if (mends.length === 0) return 'The drills show what that costs.';
  return `You mend it in ${mends.join(', and in ')}.`;
}
