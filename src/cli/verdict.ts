/** A verdict as lines for a terminal. */
import { clock } from '../lab/journal-view.ts';
import type { Verdict } from '../lab/drill.ts';

export function verdictLines({ stage, drill, passed, findings }: Verdict): readonly string[] {
  const failed = findings.filter((finding) => !finding.passed).length;
  return [
    ...findings.flatMap(({ passed: well, title, value, says, at }) => [
      `${well ? 'pass' : 'FAIL'}  ${title}: ${value}`,
      `      ${says}${at === undefined ? '' : ` (at ${clock(at)})`}`,
    ]),
    '',
    passed
      ? `${stage} / ${drill}: passed.`
      : `${stage} / ${drill}: not passed. ${failed} of ${findings.length} checks failed.`,
  ];
}
