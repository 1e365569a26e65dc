/**
 * Recall cards and quizzes: the author's guide, and the schemas that hold it.
 *
 * `content/<stage>/cards.yaml`
 *
 *     cards:
 *       - id: failure-window            # unique in the stage; never change it, readers' schedules hang on it
 *         front: Which three numbers decide how long a dead server keeps receiving requests?
 *         hint: Two are in the balancer's settings. One is luck.
 *         back: The probe interval, `fall`, and where in the interval the server died.
 *         section: knowing-who-is-alive # optional: id of the lesson's heading that teaches it
 *
 * `content/<stage>/quiz.yaml`
 *
 *     questions:
 *       - id: dead-400ms                # unique in the stage; answers are kept under it
 *         kind: one                     # one | many | number | order
 *         question: "`web-2` has been dead for 400 ms. What does a `POST /order` now see?"
 *         options:                      # shown in this order, so mix right and wrong yourself
 *           - text: Nothing unusual. The health check has already taken it out.
 *             why: After 400 ms at most one probe has failed. Removal needs three.
 *           - text: One time in three, an error.
 *             right: true               # `one` has exactly one right option; `many` two or more and a wrong one
 *             why: It still gets its turn, and the balancer must not guess whether the order was taken.
 *
 *       - id: lost-in-the-window
 *         kind: number
 *         question: How many of 240 requests/s fail before the third probe?
 *         answer: 98
 *         tolerance: 10                 # absolute, in the answer's unit; 0 asks for the exact number
 *         unit: requests
 *         why: A third of the traffic, for 1.2 seconds.
 *         mistakes:                     # optional: known wrong numbers, each with its own explanation
 *           - answer: 288
 *             why: That is all traffic. Two servers of three still answer.
 *         measured:                     # optional: the lab must agree, or the build fails
 *           experiment: kill-under-load
 *           value: failed
 *
 *       - id: ejection
 *         kind: order
 *         question: Put what happens in order.
 *         items:                        # in the right order; the page shows them in another
 *           - text: The machine dies.
 *             why: Nothing has noticed yet.
 *           - text: Probes fail.
 *             why: The first sign, up to one interval later.
 *           - text: It leaves the rotation.
 *             why: Only when `fall` probes in a row have failed.
 *
 * YAML: quote a text that holds `: ` or ` #`, or that starts with a backtick, quote, `*` or `[`.
 * Texts may use `code`, *emphasis* and **strong**; a blank line starts a paragraph. No HTML, no links.
 * An explanation stands on its own: it says why this option is right or wrong, and is shown beside it.
 * Editing a question's options, answer or kind drops the answers that readers gave to its old form.
 */
import { z } from 'astro/zod';

/** Options a question may have: fewer is a coin, more is a wall. */
const MIN_OPTIONS = 2;
const MAX_OPTIONS = 6;

/** An object that knows its keys, and names them when it meets another. */
const strict = <S extends z.core.$ZodLooseShape>(shape: S) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `Unknown key ${issue.keys.map((k) => JSON.stringify(k)).join(', ')}. Known here: ${Object.keys(shape).join(', ')}. A text that holds ": " or ", " may need quotes.`
        : `Expected ${Object.keys(shape).join(', ')} as keys, found ${describe(issue.input)}.`,
  });

const text = (what: string) =>
  z
    .string({
      error: (issue) =>
        issue.input === undefined
          ? `${what} is missing: add it as text.`
          : `${what} must be text, found ${describe(issue.input)}. Put the value in quotes.`,
    })
    .trim()
    .min(1, `${what} is empty: write it or take the entry out.`);

const id = (what: string) =>
  text(`The ${what}'s \`id\``).regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    `An id is lower-case words joined by hyphens, for instance \`failure-window\`.`,
  );

const finite = (what: string) =>
  z.number({
    error: (issue) =>
      issue.input === undefined
        ? `${what} is missing: add a number.`
        : `${what} must be a plain number without its unit, found ${describe(issue.input)}.`,
  });

// ---------------------------------------------------------------- cards

const card = strict({
  id: id('card'),
  /** The question, answerable aloud in one breath. */
  front: text('`front` (the question)'),
  /** Points to the mechanism, not to the words of the answer. */
  hint: text('`hint`'),
  back: text('`back` (the answer)'),
  section: text('`section`').optional(),
});

export const cardsSchema = strict({
  cards: z
    .array(card, '`cards` must be a list: start each card with `- id:`.')
    .min(1, '`cards` is empty: write one card, or remove the file.'),
}).superRefine(({ cards }, ctx) => uniqueIds(cards, 'cards', ctx));

// ---------------------------------------------------------------- quiz

const option = strict({
  text: text("The option's `text`"),
  right: z
    .literal(true, '`right` is either `true` or left out: remove it from wrong options.')
    .optional(),
  why: text("The option's `why` (its own explanation)"),
});

const item = strict({
  text: text("The item's `text`"),
  why: text("The item's `why` (why it stands at this place)"),
});

const common = { id: id('question'), question: text('`question`') };

const options = z
  .array(option, '`options` must be a list: start each option with `- text:`.')
  .min(MIN_OPTIONS, `A question needs at least ${MIN_OPTIONS} options.`)
  .max(MAX_OPTIONS, `A question has at most ${MAX_OPTIONS} options: merge or drop the weakest.`);

const one = strict({ kind: z.literal('one'), ...common, options }).superRefine((question, ctx) => {
  const right = countRight(question.options);
  if (right !== 1)
    ctx.addIssue({
      code: 'custom',
      path: ['options'],
      message: `\`kind: one\` needs exactly one option with \`right: true\`, found ${right}.${
        right > 1 ? ' If several are right, make it `kind: many`.' : ''
      }`,
    });
  uniqueTexts(question.options, 'options', ctx);
});

const many = strict({ kind: z.literal('many'), ...common, options }).superRefine(
  (question, ctx) => {
    const right = countRight(question.options);
    if (right < 2)
      ctx.addIssue({
        code: 'custom',
        path: ['options'],
        message: `\`kind: many\` needs two or more options with \`right: true\`, found ${right}. With one, make it \`kind: one\`.`,
      });
    if (right === question.options.length)
      ctx.addIssue({
        code: 'custom',
        path: ['options'],
        message: '`kind: many` needs a wrong option too: ticking everything must not pass.',
      });
    uniqueTexts(question.options, 'options', ctx);
  },
);

const number = strict({
  kind: z.literal('number'),
  ...common,
  answer: finite('`answer`'),
  /** Absolute, in the answer's unit. */
  tolerance: finite('`tolerance`').min(
    0,
    '`tolerance` is how far off still counts: 0 or more, in the unit of the answer.',
  ),
  unit: text('`unit`').optional(),
  why: text('`why` (the explanation of the answer)'),
  mistakes: z
    .array(strict({ answer: finite("The mistake's `answer`"), why: text("The mistake's `why`") }))
    .optional(),
  measured: strict({
    experiment: text('`measured.experiment` (the id of an experiment of this lab)'),
    value: text("`measured.value` (the name of one of that experiment's values)"),
  }).optional(),
}).superRefine((question, ctx) => {
  for (const [index, mistake] of (question.mistakes ?? []).entries())
    if (Math.abs(mistake.answer - question.answer) <= question.tolerance)
      ctx.addIssue({
        code: 'custom',
        path: ['mistakes', index, 'answer'],
        message: `${mistake.answer} is within ${question.tolerance} of the right answer ${question.answer}, so it counts as right. Narrow the tolerance or drop this mistake.`,
      });
});

const order = strict({
  kind: z.literal('order'),
  ...common,
  items: z
    .array(item, '`items` must be a list in the right order: start each item with `- text:`.')
    .min(3, 'An order needs at least 3 items.')
    .max(MAX_OPTIONS, `An order has at most ${MAX_OPTIONS} items.`),
}).superRefine((question, ctx) => uniqueTexts(question.items, 'items', ctx));

const question = z.discriminatedUnion('kind', [one, many, number, order], {
  error: (issue) => {
    const kind = (issue.input as { kind?: unknown } | undefined)?.kind;
    return `\`kind\` must be one, many, number or order, found ${describe(kind)}.`;
  },
});

export const quizSchema = strict({
  questions: z
    .array(question, '`questions` must be a list: start each question with `- id:`.')
    .min(1, '`questions` is empty: write one question, or remove the file.'),
}).superRefine(({ questions }, ctx) => uniqueIds(questions, 'questions', ctx));

export type Card = z.infer<typeof card>;
export type Cards = z.infer<typeof cardsSchema>;
export type Question = z.infer<typeof question>;
export type Quiz = z.infer<typeof quizSchema>;
export type ChoiceQuestion = Extract<Question, { kind: 'one' | 'many' }>;
export type NumberQuestion = Extract<Question, { kind: 'number' }>;
export type OrderQuestion = Extract<Question, { kind: 'order' }>;

// ---------------------------------------------------------------- against the lab

/** What a lab's experiments measured: experiment id, then value name. */
export type MeasuredValues = Readonly<Record<string, Readonly<Record<string, number>>>>;

/**
 * Checks that the numbers a quiz calls right are those its lab measured.
 * @returns problems, one sentence each: what, where, how to mend. Empty when all agree.
 */
export function checkQuizAgainstMeasured(quiz: Quiz, measured: MeasuredValues): string[] {
  const problems: string[] = [];
  for (const q of quiz.questions) {
    if (q.kind !== 'number' || !q.measured) continue;
    const { experiment, value } = q.measured;
    const values = own(measured, experiment);
    const found = values && own(values, value);
    if (values === undefined)
      problems.push(
        `Question "${q.id}": the lab has no experiment "${experiment}". It has ${list(measured)}.`,
      );
    else if (found === undefined)
      problems.push(
        `Question "${q.id}": experiment "${experiment}" measures no "${value}". It measures ${list(values)}.`,
      );
    else if (!(Math.abs(found - q.answer) <= q.tolerance))
      problems.push(
        `Question "${q.id}": the lab measured ${found} (${experiment}.${value}), which is more than ${q.tolerance} away from the answer ${q.answer}. Set \`answer\` to ${found}, and see that its \`why\` still holds.`,
      );
  }
  return problems;
}

// ---------------------------------------------------------------- helpers

const countRight = (options: readonly { right?: true | undefined }[]) =>
  options.filter((o) => o.right).length;

interface IssueSink {
  addIssue(issue: { code: 'custom'; path: (string | number)[]; message: string }): void;
}

function uniqueIds(entries: readonly { id: string }[], field: string, ctx: IssueSink): void {
  const seen = new Map<string, number>();
  for (const [index, { id }] of entries.entries()) {
    const first = seen.get(id);
    if (first === undefined) seen.set(id, index);
    else
      ctx.addIssue({
        code: 'custom',
        path: [field, index, 'id'],
        message: `The id "${id}" is already used by ${field}.${first}. Give this one its own: readers' answers are kept under it.`,
      });
  }
}

function uniqueTexts(entries: readonly { text: string }[], field: string, ctx: IssueSink): void {
  for (const [index, { text }] of entries.entries())
    if (entries.findIndex((e) => e.text === text) < index)
      ctx.addIssue({
        code: 'custom',
        path: [field, index, 'text'],
        message: `"${text}" stands here twice: a reader could not tell them apart.`,
      });
}

const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

const list = (record: object) => Object.keys(record).join(', ') || 'none';

const describe = (value: unknown) =>
  value === undefined
    ? 'nothing'
    : value === null
      ? 'an empty value'
      : (JSON.stringify(value) ?? typeof value).slice(0, 60);
