import { expect, it } from 'vitest';
import {
  attemptOf,
  fileProblems,
  findOverlay,
  overlay,
  sortFiles,
} from '../../../src/lab/files.ts';
import type { Drill, Lab } from '../../../src/lab/manifest.ts';

const all = {
  'machine.ts': 'hardware',
  'tiny/lab.ts': 'manifest',
  'tiny/services/web.ts': 'broken',
  'tiny/services/db.ts': 'store',
  'tiny/solution/right/web.ts': 'mended',
  'tiny/cheats/sleep/web.ts': 'asleep',
  'tiny/experiments/full/web.ts': 'every knob',
  'other/services/web.ts': 'of another stage',
};

it('sorts a stage by what its files are for', () => {
  const files = sortFiles('tiny', all);
  expect(files.start).toEqual({
    'machine.ts': 'hardware',
    'tiny/services/web.ts': 'broken',
    'tiny/services/db.ts': 'store',
  });
  expect(findOverlay(files, 'solution/right')).toEqual({ 'tiny/services/web.ts': 'mended' });
  expect(findOverlay(files, 'experiments/full')).toEqual({ 'tiny/services/web.ts': 'every knob' });
  expect(findOverlay(files, 'services/web.ts')).toBeUndefined();
});

it('lays an overlay over what is there', () => {
  const files = sortFiles('tiny', all);
  const result = overlay(files.start, findOverlay(files, 'solution/right'));
  expect(result['tiny/services/web.ts']).toBe('mended');
  expect(result['tiny/services/db.ts']).toBe('store');
});

it('says where a file of an overlay belongs', () => {
  expect(() => sortFiles('tiny', { 'tiny/solution/web.ts': '' })).toThrow(
    'labs/tiny/solution/<name>/',
  );
});

const right = { name: 'right', says: '', files: true };
const sleep = { name: 'sleep', says: '', files: true };
const drill = { id: 'd', solutions: [right], cheats: [sleep], edits: ['tiny/services/web.ts'] };
const lab = {
  stage: 'tiny',
  machines: [{ id: 'web', entry: 'tiny/services/web.ts' }],
  drills: [drill],
  experiments: [{ variants: [{ overlay: 'experiments/full' }] }],
} as unknown as Lab;

it('makes an attempt of a solution or a cheat, from its own folder', () => {
  const files = sortFiles('tiny', all);
  const asDrill = drill as unknown as Drill;
  expect(attemptOf(files, asDrill, right).files).toEqual({ 'tiny/services/web.ts': 'mended' });
  expect(attemptOf(files, asDrill, sleep).files).toEqual({ 'tiny/services/web.ts': 'asleep' });
  const missing = { name: 'missing', says: '', files: true };
  expect(() => attemptOf(files, asDrill, missing)).toThrow('no folder cheats/missing');
});

it('finds nothing wrong where all is there', () => {
  expect(fileProblems(lab, sortFiles('tiny', all))).toEqual([]);
});

it('finds what is missing and what is there for nothing', () => {
  const { 'tiny/cheats/sleep/web.ts': _, ...fewer } = all;
  const files = sortFiles('tiny', { ...fewer, 'tiny/cheats/old/web.ts': '' });
  const broken = {
    ...lab,
    machines: [{ id: 'web', entry: 'tiny/services/wbe.ts' }],
  } as unknown as Lab;
  expect(fileProblems(broken, files)).toEqual([
    'machine "web": there is no file labs/tiny/services/wbe.ts.',
    'the folder labs/tiny/cheats/sleep is missing.',
    'the folder labs/tiny/cheats/old is used by nothing; delete it.',
  ]);
});
