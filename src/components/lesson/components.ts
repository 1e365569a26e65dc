/** What a lesson may write without importing it. */
import Quiz from '../learn/Quiz.astro';
import Recall from '../learn/Recall.astro';
import Callout from './Callout.astro';
import Claim from './Claim.astro';
import Code from './Code.astro';
import Diagram from './Diagram.astro';
import Figure from './Figure.astro';
import Lab from './Lab.astro';
import Margin from './Margin.astro';
import Measured from './Measured.astro';
import Part from './Part.astro';
import Term from './Term.astro';

export const lessonComponents = {
  Callout,
  Claim,
  Diagram,
  Figure,
  Lab,
  Margin,
  Measured,
  Part,
  Quiz,
  Recall,
  Term,
  pre: Code,
};
