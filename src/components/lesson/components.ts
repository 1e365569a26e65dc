/** What a lesson may write without importing it. */
import type { AstroComponentFactory } from 'astro/runtime/server/index.js';
import Callout from './Callout.astro';
import Claim from './Claim.astro';
import Code from './Code.astro';
import Diagram from './Diagram.astro';
import Figure from './Figure.astro';
import Lab from './Lab.astro';
import Margin from './Margin.astro';
import Measured from './Measured.astro';
import Part from './Part.astro';
import Pending from './Pending.astro';
import Term from './Term.astro';

/** Components of other folders that stand in a lesson by name. */
const embedded = import.meta.glob<AstroComponentFactory>(
  ['../learn/Quiz.astro', '../learn/Recall.astro'],
  { eager: true, import: 'default' },
);

export const lessonComponents = {
  Callout,
  Claim,
  Diagram,
  Figure,
  Lab,
  Margin,
  Measured,
  Part,
  Quiz: embedded['../learn/Quiz.astro'] ?? Pending,
  Recall: embedded['../learn/Recall.astro'] ?? Pending,
  Term,
  pre: Code,
};
