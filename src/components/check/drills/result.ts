/** What the check's report has of a drill's entry, beside what it has of everything. */
import type { CheckResult } from '../../../engine/webcontainer/check/report.ts';
import { asItMust, failedChecks, timesOf, wrongIn, type Play } from '../../../lab/proof.ts';
import type { DrillItem } from './items.ts';

/** A play in a page. */
export interface Seen extends Play {
  /** The page was out of sight meanwhile, and its clocks slow. */
  readonly hidden: boolean;
}

export interface DrillResult extends CheckResult {
  readonly drill: {
    readonly stage: string;
    readonly id: string;
    /** `start`, `solution fall-and-rise` */
    readonly entry: string;
    readonly mustPass: boolean;
    readonly slow: number;
    readonly plays: readonly Seen[];
  };
}

export const isDrillResult = (result: CheckResult): result is DrillResult => 'drill' in result;

/** @param plays of this item, in the order of their seeds */
export function drillResult(
  { id, title, lab, drill, entry }: DrillItem,
  slow: number,
  plays: readonly Seen[],
): DrillResult {
  const wrong = plays.filter((each) => !asItMust(entry, each)).flatMap(wrongIn);
  const checks = failedChecks(plays);
  const says = [
    timesOf(entry, plays),
    ...(slow === 1 ? [] : [`slow ${String(slow)}`]),
    ...(checks === '' ? [] : [`failed checks: ${checks}`]),
    ...wrong,
    ...(plays.some(({ hidden }) => hidden) ? ['the page was hidden meanwhile'] : []),
  ];
  return {
    id,
    title,
    passed: wrong.length === 0,
    ms: plays.reduce((sum, { ms }) => sum + ms, 0),
    says: says.join('; '),
    drill: {
      stage: lab.stage,
      id: drill.id,
      entry: entry.name,
      mustPass: entry.mustPass,
      slow,
      plays,
    },
  };
}
