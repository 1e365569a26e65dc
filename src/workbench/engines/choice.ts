/** What a reader chooses between: engines by name, and what each can do, known before it is loaded. */
import type { Capabilities, Engine, Lacking } from '../../engine/contract.ts';

export interface EngineChoice {
  readonly id: Engine['id'];
  /** As a title: `In this page`. */
  readonly name: string;
  /** One sentence of what it is. */
  readonly says: string;
  /** A word of caution: `experimental`. */
  readonly note?: string;
  readonly capabilities: Capabilities;
  /** Its programs run on the reader's computer itself, outside of any browser's sandbox. */
  readonly outside?: true;
  /** It needs a page that is isolated from other sites; a lab's own page is, a lesson is not. */
  readonly isolated?: true;
  /** Address of a page that finds out whether it works here. */
  readonly check?: string;
  readonly load: () => Promise<Engine>;
}

/** At least one; the first is what others fall back to. */
export type EngineChoices = readonly [EngineChoice, ...EngineChoice[]];

/** Of what engines are known to lack. */
const LACK_WORDS: Readonly<Partial<Record<Lacking, string>>> = {
  diskFull: 'fill a disk',
  'power-loss': 'cut a machine’s power',
};

/** What an engine lacks, in sentences for readers. */
export function lackWords(can: Capabilities): readonly string[] {
  return [
    ...(can.virtualTime
      ? []
      : [
          'Time is real: no pause, steps, speed or way back, and a drill takes as long as it tells.',
        ]),
    ...(can.seeded ? [] : ['No seeds: two runs are alike, never equal.']),
    ...(can.lacks?.length
      ? [`It cannot ${can.lacks.map((name) => LACK_WORDS[name] ?? name).join(', or ')}.`]
      : []),
    ...(can.killsHotLoops
      ? []
      : ['A loop that never ends is ended only with the whole lab, by Reset.']),
  ];
}
