import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCourse } from '../../../src/course/read.ts';

const LESSON = `---
title: Cache
summary: Memory in front of work.
difficulty: 2
labMinutes: 20
prerequisites: []
trigger: the same results are recomputed.
breaksNext: { stage: cdn, text: Distance remains. }
sources: [{ title: RFC 9111, url: "https://www.rfc-editor.org/rfc/rfc9111" }]
reviewed: 2026-11-20
tags: [latency]
---
## What just broke
`;

let root: string;
const write = (file: string, text: string) => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'course-'));
  cpSync(
    new URL('../../../content/stages.yaml', import.meta.url),
    join(root, 'content/stages.yaml'),
  );
  write(
    'content/glossary.yaml',
    '- { id: ttl, term: TTL, meaning: How long an answer may be kept. }\n',
  );
  write('content/cache/lesson.mdx', LESSON);
  write('content/cache/claims.yaml', 'claims: []\n');
});
afterEach(() => rmSync(root, { recursive: true }));

describe('readCourse', () => {
  it('reads what is there', () => {
    const { course, problems } = readCourse(root);
    expect(problems).toEqual([]);
    expect(course.stages).toHaveLength(13);
    expect(course.lessons[0]).toMatchObject({
      stage: 'cache',
      bodyLine: 13,
      body: '## What just broke\n',
    });
    expect(course.lessons[0]!.matter.reviewed).toEqual(new Date('2026-11-20'));
  });

  it.each([
    ['an unknown key', 'difficulty: 2', 'dificulty: 2', 'file', 'Unknown key "dificulty"'],
    [
      'a word for a number',
      'difficulty: 2',
      'difficulty: hard',
      'difficulty',
      'from 1 to 3, found "hard"',
    ],
    ['a number out of range', 'difficulty: 2', 'difficulty: 4', 'difficulty', 'at most 3'],
    [
      'a missing field',
      'summary: Memory in front of work.\n',
      '',
      'summary',
      '`summary` is missing',
    ],
    [
      'a broken address',
      'https://www.rfc-editor.org/rfc/rfc9111',
      'rfc9111',
      'sources.0.url',
      'https://',
    ],
    ['a date that is none', '2026-11-20', 'last week', 'reviewed', 'a date like'],
  ])('names file, field and mend for %s', (_name, from, to, field, says) => {
    write('content/cache/lesson.mdx', LESSON.replace(from, to));
    const { problems } = readCourse(root);
    const problem = problems.find((found) => found.field === field);
    expect(problem).toMatchObject({ file: 'content/cache/lesson.mdx' });
    expect(problem!.says).toContain(says);
  });

  it('names the line of YAML that is none', () => {
    write('content/cache/claims.yaml', 'claims:\n  - id: cache-01\n   claim: off by one\n');
    expect(readCourse(root).problems).toEqual([
      expect.objectContaining({ file: 'content/cache/claims.yaml', line: 3, field: 'syntax' }),
    ]);
  });

  it('asks a claim that is not sound for its correction', () => {
    write(
      'content/cache/claims.yaml',
      'claims:\n  - { id: cache-01, claim: It is faster., kind: causal, verdict: wrong, experiment: { mode: lab } }\n',
    );
    expect(readCourse(root).problems).toEqual([
      expect.objectContaining({ field: 'claims.0.correction' }),
    ]);
  });

  it('says what is missing where a lesson has no front matter', () => {
    write('content/cache/lesson.mdx', '# Cache\n');
    expect(readCourse(root).problems).toEqual([
      expect.objectContaining({ file: 'content/cache/lesson.mdx', field: 'front matter' }),
    ]);
  });
});
