import { describe, expect, it } from 'vitest';
import { readLab } from '../../../src/cli/lab-files.ts';
import {
  asItMust,
  countInRealTime,
  entriesInRealTime,
  failedChecks,
  play,
  timesOf,
  wrongIn,
} from '../../../src/lab/proof.ts';

const finding = (id: string, passed: boolean) => ({
  id,
  passed,
  title: id,
  value: '',
  says: `${id} says so.`,
});
const graded = (seed: number, ...findings: ReturnType<typeof finding>[]) =>
  play(seed, async () => ({
    seed,
    hash: '',
    findings,
    passed: findings.every(({ passed }) => passed),
  }));
const start = { mustPass: false };
const solution = { mustPass: true };

describe('plays', () => {
  it('say what failed, how often, and in which run', async () => {
    const plays = [
      await graded(1, finding('late', false), finding('lost', false)),
      await graded(2, finding('late', true), finding('lost', false)),
      await graded(3, finding('late', true), finding('lost', true)),
    ];
    expect(timesOf(start, plays)).toBe('fails 2/3');
    expect(timesOf(solution, plays)).toBe('passes 1/3');
    expect(failedChecks(plays)).toBe('late 1, lost 2');
    expect(wrongIn(plays[0]!)).toEqual([
      'seed 1, late: late says so.',
      'seed 1, lost: lost says so.',
    ]);
    expect(wrongIn(plays[2]!)).toEqual(['seed 3: every check passed']);
  });

  it('that did not come to their end are as nothing must be', async () => {
    const lost = await play(4, () => Promise.reject(new Error('It died.')));
    expect(asItMust(start, lost)).toBe(false);
    expect(asItMust(solution, lost)).toBe(false);
    expect(wrongIn(lost)).toEqual(['seed 4 did not come to its end: It died.']);
  });
});

it('counts what is played where time is real, and how long that takes', async () => {
  const { lab, files } = await readLab('cache');
  const entries = lab.drills.flatMap((drill) =>
    entriesInRealTime(files, drill).map(() => drill.scenario.until),
  );
  expect(entries.length).toBeGreaterThan(lab.drills.length * 2);
  expect(countInRealTime(lab.drills)).toEqual({
    entries: entries.length,
    storyMs: entries.reduce((sum, ms) => sum + ms, 0),
  });
});
