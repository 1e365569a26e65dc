import { describe, expect, it } from 'vitest';
import { checksWords, compareRuns, didNothing } from '../../../../src/workbench/tries/compare.ts';
import type { PastRun } from '../../../../src/workbench/tries/compare.ts';

const START = { 'lb.ts': 'start', 'web.ts': 'start' };
const run = (more: Partial<PastRun> = {}): PastRun => ({
  seed: 7,
  passed: false,
  findings: [],
  plan: [],
  files: {},
  ...more,
});
const finding = (id: string, passed: boolean, value: string) => ({ id, passed, value });

describe('two runs', () => {
  it('differ check by check, with the numbers of both', () => {
    const since = compareRuns(
      run({
        findings: [
          finding('a', false, '89'),
          finding('b', true, '3 ms'),
          finding('c', false, '12'),
          finding('d', true, '0'),
        ],
      }),
      run({
        findings: [
          finding('a', true, '0'),
          finding('b', false, '900 ms'),
          finding('c', false, '9'),
          finding('d', true, '0'),
          finding('e', true, '1'),
        ],
      }),
      START,
    );
    expect(since.checks).toEqual({
      a: { change: 'newly passes', before: '89' },
      b: { change: 'newly fails', before: '3 ms' },
      c: { change: 'still fails', before: '12' },
      d: { change: 'still passes' },
      e: { change: 'new' },
    });
    expect(checksWords(since)).toBe('1 newly passes, 1 newly fails, 1 new check, 2 as before');
  });

  it('differ in files, against the course where one of them changed nothing', () => {
    const { files } = compareRuns(
      run({ files: { 'lb.ts': 'mine', 'web.ts': 'same' } }),
      run({ files: { 'web.ts': 'same', 'new.ts': 'new' } }),
      START,
    );
    expect(files).toEqual([
      { path: 'lb.ts', before: 'mine', now: 'start' },
      { path: 'new.ts', before: '', now: 'new' },
    ]);
  });

  it('differ in what was planned, each time as often as it was', () => {
    const since = compareRuns(
      run({ plan: ['1 s kill web', '2 s kill lb'] }),
      run({ plan: ['1 s kill web', '1 s kill web', '3 s kill lb'], seed: 8 }),
      START,
    );
    expect(since.planned).toEqual(['1 s kill web', '3 s kill lb']);
    expect(since.unplanned).toEqual(['2 s kill lb']);
    expect(since.seed).toEqual({ before: 7, now: 8 });
    expect(didNothing(since)).toBe(false);
  });

  it('say so where nothing was done, and where it cannot be known', () => {
    const same = compareRuns(run(), run(), START);
    expect(didNothing(same)).toBe(true);
    expect(checksWords(same)).toBe('every check as before');
    const unknown = compareRuns(run({ files: undefined }), run(), START);
    expect(unknown).not.toHaveProperty('files');
    expect(didNothing(unknown)).toBe(false);
  });
});
