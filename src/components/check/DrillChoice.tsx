/** Whether drills are played, too: they take as long as their stories do. */

import type { RealTimeCount } from '../../lab/proof.ts';

interface Props {
  /** All of them, counted when the site is built. */
  readonly count: RealTimeCount;
  /** In slow motion, at once, and in a row. */
  readonly slow: number;
  readonly width: number;
  readonly runs: number;
  readonly chosen: boolean;
  readonly disabled: boolean;
  readonly onChoose: (chosen: boolean) => void;
}

export function DrillChoice({ count, slow, width, runs, chosen, disabled, onChoose }: Props) {
  const minutes = Math.ceil((count.storyMs * slow * runs) / width / 60_000);
  return (
    <div class="check-choice">
      <label>
        <input
          type="checkbox"
          checked={chosen}
          disabled={disabled}
          aria-describedby="check-choice-more"
          onChange={({ currentTarget }) => onChoose(currentTarget.checked)}
        />
        Also run every drill
      </label>
      <p id="check-choice-more">
        {count.entries} attempts: every start has to fail, every known solution to pass. Their
        stories alone take {minutes} minutes, the starts of their machines come on top. Keep this
        page in sight meanwhile: browsers slow hidden pages down.
      </p>
    </div>
  );
}
