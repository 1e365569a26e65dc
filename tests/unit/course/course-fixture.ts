/** A small course that holds together; tests break one thing of it. */
import type { Course } from '../../../src/course/course.ts';
import type { Claim, LessonMatter, Result } from '../../../src/course/schema.ts';

export const claim = (id: string, more: Partial<Claim> = {}): Claim => ({
  id,
  claim: 'A balancer spreads the load evenly.',
  kind: 'causal',
  verdict: 'depends',
  correction: 'It spreads requests, not work.',
  sources: [],
  experiment: { mode: 'lab' },
  ...more,
});

export const matter = (more: Partial<LessonMatter> = {}): LessonMatter => ({
  title: 'Load balancer',
  summary: 'One address in front of many.',
  difficulty: 2,
  labMinutes: 25,
  prerequisites: ['single-server'],
  trigger: 'a second web server exists.',
  breaksNext: { stage: 'replication', text: 'The database cannot lose a machine.' },
  sources: [{ title: 'RFC 9110' }],
  reviewed: new Date('2026-11-20'),
  tags: ['routing'],
  ...more,
});

export const result = (more: Partial<Result> = {}): Result => ({
  claims: ['load-balancer-01'],
  seed: 7,
  values: { failed: 98 },
  passed: true,
  condition: 'some fail',
  reading: { label: 'failed requests', value: '98' },
  variants: [{ id: 'checks', label: 'with checks' }],
  of: { failed: 'checks' },
  ...more,
});

export const stage = (id: string) => ({ id, title: id, broke: 'It broke.', roles: [] });

const BODY = `
## Knowing who is alive

<Part role="web">web-2</Part> died: <Measured experiment="kill" value="failed" /> failed. A
<Term id="health-check">health check</Term> finds out.

<Diagram />

<Claim id="load-balancer-01" />

\`\`\`ts file="lb.ts" from=2
const up = pool.filter(healthy);
\`\`\`
`;

/** @param body The text of the one lesson, `load-balancer`. */
export function course(more: Partial<Course> = {}, body = BODY): Course {
  return {
    stages: ['single-server', 'load-balancer', 'replication'].map(stage),
    glossary: [{ id: 'health-check', term: 'health check', meaning: 'A probe.' }],
    lessons: [
      {
        stage: 'load-balancer',
        file: 'content/load-balancer/lesson.mdx',
        matter: matter(),
        body,
        bodyLine: 10,
      },
    ],
    claims: [
      {
        stage: 'load-balancer',
        file: 'content/load-balancer/claims.yaml',
        data: [claim('load-balancer-01', { experiment: { mode: 'lab', id: 'kill' } })],
      },
    ],
    cards: [
      {
        stage: 'load-balancer',
        file: 'content/load-balancer/cards.yaml',
        data: {
          cards: [
            { id: 'window', front: 'f', hint: 'h', back: 'b', section: 'knowing-who-is-alive' },
          ],
        },
      },
    ],
    quizzes: [],
    measured: [
      {
        stage: 'load-balancer',
        file: 'labs/load-balancer/measured.json',
        data: { kill: result() },
      },
    ],
    labFiles: new Map([
      ['labs/load-balancer/lab.ts', 'export default {};'],
      ['labs/load-balancer/services/lb.ts', 'let turn = 0;\nconst up = pool.filter(healthy);\n'],
    ]),
    ...more,
  };
}
