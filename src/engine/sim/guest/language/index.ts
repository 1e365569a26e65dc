/**
 * What the language leaves to each engine and a program can see, made the same in all of them. Once
 * for a realm: it changes what all of its processes share, and nothing of it is any one process's.
 */
import { settleMath } from '../../../../lib/math/index.ts';
import { refuseEvaluation } from './evaluation.ts';
import { settleNumbers } from './numbers.ts';
import { settleSort } from './sort.ts';
import { settleWording } from './wording.ts';

export function settleLanguage(): void {
  settleMath();
  settleNumbers();
  settleSort();
  settleWording();
  refuseEvaluation();
}
