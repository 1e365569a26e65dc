/** What was asked of `npm run grade`. */
import { parseArgs } from 'node:util';

const ENGINES = ['in-page-node', 'local', 'webcontainer'] as const;
export type GradedEngine = (typeof ENGINES)[number];

export interface GradeWish {
  readonly engine: GradedEngine;
  /** All stages, and all drills, where none is named. */
  readonly stage?: string;
  readonly drill?: string;
  /** Runs of each entry, at seeds from 1. */
  readonly runs: number;
  /** Where time is real: so many real ms are one of a run, and so many runs go at once. */
  readonly slow: number;
  readonly width: number;
}

/** Where time is real, a run takes as long as its story; in the page's engine, a moment. */
const RUNS: Readonly<Record<GradedEngine, number>> = {
  'in-page-node': 20,
  local: 1,
  webcontainer: 1,
};

/** @throws Error saying which argument is wrong, and how to mend it */
export function readArguments(args: readonly string[]): GradeWish {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      engine: { type: 'string', default: 'in-page-node' },
      seeds: { type: 'string' },
      runs: { type: 'string' },
      slow: { type: 'string', default: '3' },
      width: { type: 'string', default: '3' },
    },
  });
  const engine = ENGINES.find((each) => each === values.engine);
  if (!engine) throw new Error(`--engine ${values.engine}: there are ${ENGINES.join(', ')}.`);
  const [stage, drill, ...more] = positionals;
  if (more.length > 0)
    throw new Error(`"${more.join(' ')}" is too much: a stage and a drill are enough.`);
  const runs =
    values.runs !== undefined
      ? whole('runs', values.runs)
      : values.seeds !== undefined
        ? whole('seeds', values.seeds)
        : RUNS[engine];
  const slow = Number(values.slow);
  if (!(slow >= 1)) throw new Error(`--slow ${values.slow}: give a number from 1.`);
  return {
    engine,
    stage,
    drill,
    runs,
    slow,
    width: whole('width', values.width),
  };
}

function whole(name: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1) return number;
  throw new Error(`--${name} ${text}: give a whole number from 1, for example --${name} 5.`);
}
