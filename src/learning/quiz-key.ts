/** From a question as authored to what a page needs to grade it. Build time only. */
import type { QuestionKey } from './grading.ts';
import type { Question } from './schema.ts';

export function keyOf(question: Question): QuestionKey {
  const common = { id: question.id, print: fingerprint(question) };
  switch (question.kind) {
    case 'one':
    case 'many':
      return {
        ...common,
        kind: question.kind,
        count: question.options.length,
        right: question.options.flatMap((option, index) => (option.right ? [index] : [])),
      };
    case 'number':
      return {
        ...common,
        kind: 'number',
        answer: question.answer,
        tolerance: question.tolerance,
        mistakes: (question.mistakes ?? []).map((mistake) => mistake.answer),
      };
    case 'order':
      return { ...common, kind: 'order', shown: shuffled(question.items.length, question.id) };
  }
}

/** Changes when the answers that readers gave would no longer mean the same; not with explanations. */
function fingerprint(question: Question): string {
  const { kind } = question;
  const matter =
    kind === 'number'
      ? [question.answer, question.tolerance, question.unit]
      : kind === 'order'
        ? question.items.map((item) => item.text)
        : question.options.map((option) => [option.text, option.right === true]);
  return fnv(JSON.stringify([kind, question.question, matter])).toString(36);
}

/** A fixed shuffle of 0…count-1 by the question's id, never the right order itself. */
function shuffled(count: number, seed: string): number[] {
  const order = Array.from({ length: count }, (_, index) => index)
    .map((index) => ({ index, sort: fnv(`${seed}/${index}`) }))
    .sort((a, b) => a.sort - b.sort || a.index - b.index)
    .map(({ index }) => index);
  return order.every((place, index) => place === index) ? [...order.slice(1), 0] : order;
}

/** FNV-1a over UTF-16 units, 32 bits, with a final mix so that near seeds part. */
function fnv(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
