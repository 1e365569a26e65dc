import { describe, expect, it } from 'vitest';
import { checkCourse } from '../../../src/course/check.ts';
import type { Course, Problem } from '../../../src/course/course.ts';
import { claim, course, matter, result, stage } from './course-fixture.ts';

const lessonWith = (body: string): Course => course({}, body);
const claims = (...data: ReturnType<typeof claim>[]): Partial<Course> => ({
  claims: [{ stage: 'load-balancer', file: 'content/load-balancer/claims.yaml', data }],
});
const measured = (data: Record<string, ReturnType<typeof result>>): Partial<Course> => ({
  measured: [{ stage: 'load-balancer', file: 'labs/load-balancer/measured.json', data }],
});

/** One problem, in this file and field, that says all of these. */
function expectOne(problems: Problem[], file: string, field: string, ...says: string[]): void {
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ file, field });
  for (const words of says) expect(problems[0]!.says).toContain(words);
}

const LESSON = 'content/load-balancer/lesson.mdx';
const CLAIMS = 'content/load-balancer/claims.yaml';
const MEASURED = 'labs/load-balancer/measured.json';

describe('checkCourse', () => {
  it('finds nothing in a course that holds together', () => {
    expect(checkCourse(course())).toEqual([]);
  });

  it('rejects a folder that is no stage, and names the stages', () => {
    const broken = course({ stages: [stage('single-server'), stage('replication')] });
    const folders = checkCourse(broken).filter((problem) => problem.field === 'folder');
    expect(folders.map((problem) => problem.file)).toContain(LESSON);
    expect(folders[0]!.says).toContain('"load-balancer"');
    expect(folders[0]!.says).toContain('single-server, replication');
  });

  it('rejects a claim that the ledger lacks, with the line and the ones there are', () => {
    const problems = checkCourse(
      lessonWith('\n## Knowing who is alive\n\n<Claim id="load-balancer-09" />\n'),
    );
    expectOne(problems, LESSON, '<Claim id>', 'load-balancer-09', 'load-balancer-01');
    expect(problems[0]!.line).toBe(13);
  });

  it('rejects a claim of another stage', () => {
    const other = { stage: 'single-server', file: 'x', data: [claim('single-server-01')] };
    const broken = lessonWith('## Knowing who is alive\n<Claim id="single-server-01" />');
    const problems = checkCourse({ ...broken, claims: [...broken.claims, other] });
    expectOne(problems, LESSON, '<Claim id>', 'single-server-01');
  });

  it('rejects a claim made twice', () => {
    const twice =
      '## Knowing who is alive\n<Claim id="load-balancer-01" />\n\n<Claim id="load-balancer-01" />';
    const problems = checkCourse(lessonWith(twice));
    expectOne(problems, LESSON, '<Claim id>', 'load-balancer-01', 'once');
    expect(problems[0]!.line).toBe(13);
  });

  it('leaves alone what stands in code and comments', () => {
    const body =
      '## Knowing who is alive\n`<Claim id="nowhere-01" />`\n{/* <Term id="no" /> */}\n```mdx\n<Claim id="nowhere-01" />\n```';
    expect(checkCourse(lessonWith(body))).toEqual([]);
  });

  it('rejects a claim whose id does not carry its stage', () => {
    expectOne(
      checkCourse({ ...course(claims(claim('load-balancer-01'), claim('cache-02'))) }),
      CLAIMS,
      'claims.1.id',
      'cache-02',
      'load-balancer',
    );
  });

  it('rejects a claim that says it is measured and is not', () => {
    const says = claim('load-balancer-01', { experiment: { mode: 'lab', id: 'spof' } });
    expectOne(
      checkCourse(course(claims(says))),
      CLAIMS,
      'claims.0.experiment.id',
      'spof',
      'kill',
      'npm run measure',
    );
  });

  it('rejects a claim measured by an experiment that does not name it', () => {
    const broken = course(measured({ kill: result({ claims: [] }) }));
    expectOne(checkCourse(broken), CLAIMS, 'claims.0.experiment.id', 'load-balancer-01');
  });

  it('rejects an experiment of a claim that does not exist', () => {
    const broken = course(
      measured({ kill: result({ claims: ['load-balancer-01', 'load-balancer-77'] }) }),
    );
    expectOne(checkCourse(broken), MEASURED, 'kill.claims', 'load-balancer-77');
  });

  it('rejects an experiment that failed its condition', () => {
    expectOne(
      checkCourse(course(measured({ kill: result({ passed: false }) }))),
      MEASURED,
      'kill.passed',
      'some fail',
    );
  });

  it('rejects a number that was not measured, by experiment and by value', () => {
    expectOne(
      checkCourse(
        lessonWith('## Knowing who is alive\n<Measured experiment="no" value="failed" />'),
      ),
      LESSON,
      '<Measured experiment>',
      '"no"',
      'kill',
    );
    expectOne(
      checkCourse(
        lessonWith('## Knowing who is alive\n<Measured experiment="kill" value="lost" />'),
      ),
      LESSON,
      '<Measured value>',
      '"lost"',
      'failed',
    );
  });

  it('rejects an unknown format, term and role', () => {
    const body =
      '## Knowing who is alive\n<Measured experiment="kill" value="failed" format="pounds" />';
    expectOne(checkCourse(lessonWith(body)), LESSON, '<Measured format>', 'pounds', 'percent');
    expectOne(
      checkCourse(lessonWith('## Knowing who is alive\n<Term id="gossip">gossip</Term>')),
      LESSON,
      '<Term id>',
      'gossip',
      'glossary.yaml',
    );
    expectOne(
      checkCourse(lessonWith('## Knowing who is alive\n<Part role="mainframe">m</Part>')),
      LESSON,
      '<Part role>',
      'mainframe',
      'balancer',
    );
  });

  it('rejects a prerequisite that is not earlier', () => {
    const [lesson] = course().lessons;
    const broken = course({
      lessons: [{ ...lesson!, matter: matter({ prerequisites: ['replication'] }) }],
    });
    expectOne(checkCourse(broken), LESSON, 'prerequisites', 'replication', 'single-server');
  });

  it('rejects a next stage that is not the next', () => {
    const [lesson] = course().lessons;
    const broken = course({
      lessons: [{ ...lesson!, matter: matter({ breaksNext: { stage: 'cdn', text: 'x' } }) }],
    });
    expectOne(checkCourse(broken), LESSON, 'breaksNext.stage', 'cdn', 'replication');
  });

  it('lets the last stage, and only the last, name no next one', () => {
    const [lesson] = course().lessons;
    const ending = matter({ breaksNext: { text: 'x' } });
    const middle = course({ lessons: [{ ...lesson!, matter: ending }] });
    expectOne(checkCourse(middle), LESSON, 'breaksNext.stage', 'replication');
    const stages = course().stages.filter(({ id }) => id !== 'replication');
    expect(checkCourse({ ...middle, stages })).toEqual([]);
    expectOne(checkCourse(course({ stages })), LESSON, 'breaksNext.stage', 'last stage');
  });

  it('rejects a diagram without its lab', () => {
    expectOne(
      checkCourse({ ...lessonWith('## Knowing who is alive\n<Diagram />'), labFiles: new Map() }),
      LESSON,
      '<Diagram>',
      'labs/load-balancer/lab.ts',
    );
  });

  it('rejects code that its file does not hold, or holds elsewhere', () => {
    const fence = (from: number, code: string) =>
      lessonWith(`## Knowing who is alive\n\`\`\`ts file="lb.ts" from=${from}\n${code}\n\`\`\``);
    expect(checkCourse(fence(2, 'const up = pool.filter(healthy);'))).toEqual([]);
    expectOne(
      checkCourse(fence(9, 'const up = pool.filter(healthy);')),
      LESSON,
      'code fence',
      'start at 2',
    );
    expectOne(
      checkCourse(fence(2, 'const up = pool;')),
      LESSON,
      'code fence',
      'labs/load-balancer/services/lb.ts',
    );
  });

  it('rejects a card that points to no heading', () => {
    const [file] = course().cards;
    const broken = course({
      cards: [{ ...file!, data: { cards: [{ ...file!.data.cards[0]!, section: 'nowhere' }] } }],
    });
    expectOne(
      checkCourse(broken),
      'content/load-balancer/cards.yaml',
      'window.section',
      'nowhere',
      'knowing-who-is-alive',
    );
  });

  it('rejects a quiz whose number is not the measured one', () => {
    const broken = course({
      quizzes: [
        {
          stage: 'load-balancer',
          file: 'content/load-balancer/quiz.yaml',
          data: {
            questions: [
              {
                kind: 'number',
                id: 'window',
                question: 'How many fail?',
                answer: 40,
                tolerance: 5,
                why: 'A third of the traffic.',
                measured: { experiment: 'kill', value: 'failed' },
              },
            ],
          },
        },
      ],
    });
    expectOne(checkCourse(broken), 'content/load-balancer/quiz.yaml', 'questions', '98', '40');
  });

  it('rejects ids that are there twice', () => {
    const term = { id: 'health-check', term: 'health check', meaning: 'A probe.' };
    expectOne(
      checkCourse(course({ glossary: [term, term] })),
      'content/glossary.yaml',
      'id',
      'health-check',
    );
    const both = claim('load-balancer-01', { experiment: { mode: 'lab', id: 'kill' } });
    expectOne(checkCourse(course(claims(both, both))), CLAIMS, 'claims.id', 'load-balancer-01');
  });
});
