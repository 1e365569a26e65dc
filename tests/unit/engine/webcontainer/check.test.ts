import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { difference } from '../../../../src/engine/webcontainer/check/compare.ts';
import type { RecordedProgram } from '../../../../src/engine/webcontainer/check/report.ts';
import { checkItems, CLIENT } from '../../../../src/engine/webcontainer/check/run.ts';
import { allPrograms } from '../../../engine/support/programs.ts';
import { readRecording } from '../../../engine/support/recording.ts';

const program = (over: Partial<RecordedProgram>): RecordedProgram => ({
  name: 'a/b',
  processes: { main: 'a/b.ts' },
  files: {},
  out: { main: ['one', 'two'] },
  err: ['oh'],
  code: 0,
  ...over,
});

describe('what a program printed', () => {
  it('is right when both streams are whole and in order, mixed as they may be', () => {
    for (const main of ['one\ntwo\noh\n', 'oh\none\ntwo\n', 'one\noh\ntwo\n'])
      expect(difference(program({}), { text: { main }, code: 0 })).toBeUndefined();
  });

  it('is wrong when a line is missing, more, changed or out of order, and it says which', () => {
    expect(difference(program({}), { text: { main: 'one\noh\n' }, code: 0 })).toContain('line 2');
    for (const main of ['one\ntwo\noh\nmore\n', 'two\none\noh\n', 'one\ntwo\nOH\n', ''])
      expect(difference(program({}), { text: { main }, code: 0 })).toContain('main printed other');
  });

  it('tells lines that are on both streams apart', () => {
    const same = program({ out: { main: ['a', 'b', 'a'] }, err: ['a', 'c'] });
    expect(difference(same, { text: { main: 'a\na\nc\nb\na\n' }, code: 0 })).toBeUndefined();
    expect(difference(same, { text: { main: 'a\nc\nb\na\na\nx' }, code: 0 })).toBeDefined();
  });

  it('may have a report of its crash beside it, and must end as it should', () => {
    const crashes = program({ err: undefined, code: 1 });
    const main = 'one\ntwo\n/lab/a/b.ts:3\nError: no\n';
    expect(difference(crashes, { text: { main }, code: 1 })).toBeUndefined();
    expect(difference(crashes, { text: { main }, code: 0 })).toContain('ended with 0 instead of 1');
    expect(difference(crashes, { text: { main: 'one\n' }, code: 1 })).toContain('line 2');
  });

  it('is looked at for each process', () => {
    const two = program({ out: { main: [], db: ['up'] }, err: [] });
    expect(difference(two, { text: { main: '', db: 'down\n' }, code: 0 })).toContain('db printed');
  });
});

describe('the check', () => {
  it('names the version of the client that is installed', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
      dependencies: Record<string, string>;
    };
    expect(manifest.dependencies['@webcontainer/api']).toBe(CLIENT);
  });

  it('has every program of the suite, as it is, and no other', () => {
    const kept = readRecording().programs.map(({ name, files }) => ({ name, files }));
    expect(kept).toEqual(allPrograms().map(({ name, files }) => ({ name, files })));
  });

  it('can be asked for a part, which begins with the start', () => {
    const ids = checkItems(readRecording(), ['program/http/']).map(({ id }) => id);
    expect(ids.slice(0, 2)).toEqual(['contract/boot', 'contract/files']);
    expect(ids.slice(2).every((id) => id.startsWith('program/http/'))).toBe(true);
    expect(ids.length).toBeGreaterThan(10);
  });
});
