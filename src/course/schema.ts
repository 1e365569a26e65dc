/**
 * What authors write in `content/`, and the schemas that hold it. Cards and quizzes have theirs in
 * `src/learning/schema.ts`. `check.ts` adds what a single file cannot know.
 *
 * `content/<stage>/lesson.mdx` opens with
 *
 *     ---
 *     title: Load balancer
 *     summary: One address in front of many servers, and somebody at that door who knows which are alive.
 *     difficulty: 2                    # 1 to 3
 *     labMinutes: 25
 *     prerequisites: [scale-out]       # ids of earlier stages; [] where there are none
 *     trigger: a second web server exists. Not before.     # ends the phrase "Add this when …"
 *     breaksNext:
 *       stage: replication
 *       text: The web tier can lose a machine now. The database cannot, so …
 *                                      # the last stage leaves out `stage` and may give `readOn`, a list like `sources`
 *     sources:
 *       - { title: "HAProxy configuration manual", url: https://docs.haproxy.org/, note: health checks }
 *     reviewed: 2026-11-20             # when its facts were last read against the sources
 *     tags: [availability, routing]
 *     ---
 *
 * `content/<stage>/claims.yaml`
 *
 *     claims:
 *       - id: load-balancer-03         # <stage>-<two digits>
 *         claim: When a server dies the balancer moves its traffic elsewhere and nobody notices.
 *         kind: causal                 # definition | causal | quantitative | guidance | trade-off
 *         verdict: wrong               # sound | depends | wrong
 *         correction: Users see errors until the failure is detected …   # a `sound` claim may leave it out
 *         sources: ["HAProxy configuration manual: check inter 2s, fall 3, rise 2"]
 *         experiment:
 *           mode: lab                  # lab | calculator | inspection | not-testable
 *           id: kill-one-of-three      # once it is measured: its key in labs/<stage>/measured.json
 *           condition: "no checks: at least 25% of late requests fail"
 *
 * `content/glossary.yaml`
 *
 *     - id: health-check
 *       term: health check
 *       also: [probe]                  # other words for the same thing
 *       meaning: A request that a balancer sends on its own to learn whether a server answers.
 *       stage: load-balancer           # where it is taught
 */
import { z } from 'astro/zod';
import { oneOf, slug, strict, text, whole } from './fields.ts';
import { ROLES } from './roles.ts';

export const stageSchema = strict({
  id: slug('id'),
  title: text('title'),
  /** The incident that opens the stage. */
  broke: text('broke'),
  /** Roles that the stage adds to the map; their glyphs stand on its rung of the ladder. */
  roles: z.array(oneOf('roles', ROLES)),
});

const source = strict({
  title: text('title'),
  url: z.url('`url` must be a whole address, starting with https://.').optional(),
  note: text('note').optional(),
});

export const lessonSchema = strict({
  title: text('title'),
  summary: text('summary'),
  difficulty: whole('difficulty', 1, 3),
  labMinutes: whole('labMinutes', 1, 180),
  prerequisites: z.array(slug('prerequisites')),
  trigger: text('trigger'),
  breaksNext: strict({
    /** The stage that mends it; the last stage names none. */
    stage: slug('stage').optional(),
    text: text('text'),
    /** Where to read on: the last stage has no next one to hand over to. */
    readOn: z.array(source).optional(),
  }),
  sources: z.array(source).min(1, 'Name at least one primary source.'),
  reviewed: z.coerce.date({ error: '`reviewed` must be a date like 2026-11-20.' }),
  tags: z.array(slug('tags')),
});

const experiment = strict({
  mode: oneOf('mode', ['lab', 'calculator', 'inspection', 'not-testable']),
  id: slug('id').optional(),
  condition: text('condition').optional(),
});

const claim = strict({
  id: text('id').regex(
    /^[a-z]+(-[a-z]+)*-\d{2}$/,
    '`id` must be the stage and two digits, like `load-balancer-03`.',
  ),
  claim: text('claim'),
  kind: oneOf('kind', ['definition', 'causal', 'quantitative', 'guidance', 'trade-off']),
  verdict: oneOf('verdict', ['sound', 'depends', 'wrong']),
  correction: text('correction').optional(),
  sources: z.array(text('sources')).default([]),
  experiment,
}).refine((entry) => entry.verdict === 'sound' || entry.correction !== undefined, {
  path: ['correction'],
  error: '`correction` is missing: a claim that is not simply sound says what holds instead.',
});

export const claimsSchema = strict({ claims: z.array(claim) });

export const termSchema = strict({
  id: slug('id'),
  term: text('term'),
  also: z.array(text('also')).optional(),
  meaning: text('meaning'),
  stage: slug('stage').optional(),
});

const result = strict({
  claims: z.array(text('claims')),
  seed: z.number(),
  values: z.record(z.string(), z.number()),
  passed: z.boolean(),
  condition: text('condition'),
  reading: strict({
    label: text('label'),
    value: text('value'),
    unit: text('unit').optional(),
    detail: text('detail').optional(),
  }),
  variants: z.array(strict({ id: text('id'), label: text('label') })),
  /** By name of a value the variant that it was measured in. */
  of: z.record(z.string(), z.string()).default({}),
});

/** `labs/<stage>/measured.json`, written by `npm run measure`: results by experiment id. */
export const measuredSchema = z.record(z.string(), result);

export type Stage = z.infer<typeof stageSchema>;
export type LessonMatter = z.infer<typeof lessonSchema>;
export type Claim = z.infer<typeof claim>;
export type Verdict = Claim['verdict'];
export type Term = z.infer<typeof termSchema>;
export type Measured = z.infer<typeof measuredSchema>;
export type Result = z.infer<typeof result>;
