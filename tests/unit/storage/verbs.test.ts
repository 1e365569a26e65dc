/** The stores as pages use them, on the memory that stands in where there is no localStorage. */
import { describe, expect, it, vi } from 'vitest';
import { DAY } from '../../../src/learning/cards.ts';
import { rate } from '../../../src/learning/schedule.ts';
import { changeAnswers, readAnswers, watchAnswers } from '../../../src/storage/answers.ts';
import { changeDeck, dueCount, readDeck } from '../../../src/storage/deck.ts';
import {
  chooseAttempt,
  dropAttempt,
  keepAttempt,
  loadAttempts,
  watchAttempts,
} from '../../../src/storage/attempts.ts';
import {
  loadEdits,
  MAX_EDIT,
  resetEdit,
  saveEdit,
  watchEdits,
} from '../../../src/storage/edits.ts';
import { noticeText, watchNotices } from '../../../src/storage/notices.ts';
import { loadLabPrefs, saveLabPrefs } from '../../../src/storage/prefs.ts';
import { readProgress, recordProgress } from '../../../src/storage/progress.ts';

vi.stubGlobal('localStorage', undefined);

describe('edits', () => {
  it('are kept per lab and file, and reset', () => {
    const seen = vi.fn();
    const stop = watchEdits('cache', seen);
    saveEdit('cache', 'lb.ts', 'one');
    saveEdit('cache', 'web/a.ts', 'two');
    saveEdit('cdn', 'lb.ts', 'other');
    saveEdit('cache', 'lb.ts', 'one');
    expect(loadEdits('cache')).toEqual({ 'lb.ts': 'one', 'web/a.ts': 'two' });
    resetEdit('cache', 'lb.ts');
    expect(loadEdits('cache')).toEqual({ 'web/a.ts': 'two' });
    resetEdit('cache');
    expect(loadEdits('cache')).toEqual({});
    expect(loadEdits('cdn')).toEqual({ 'lb.ts': 'other' });
    expect(seen).toHaveBeenCalledTimes(4);
    stop();
  });
  it('refuse what could not be read back', () => {
    expect(() => {
      saveEdit('cache', '../x.ts', '');
    }).toThrow('"../x.ts" cannot be saved: use a relative path');
    expect(() => {
      saveEdit('cache', 'x.ts', 'x'.repeat(MAX_EDIT + 1));
    }).toThrow('x.ts is too long');
    expect(() => loadEdits('No Stage')).toThrow('"No Stage" is no stage\'s id.');
  });
});

it('attempts are kept per lab, chosen and dropped, and nothing is written for nothing', () => {
  const seen = vi.fn();
  const stop = watchAttempts('cache', seen);
  const one = { name: 'One', files: { 'lb.ts': 'one' }, at: 1 };
  keepAttempt('cache', 'a1', one);
  keepAttempt('cache', 'a1', { ...one, files: { 'lb.ts': 'one' }, at: 2 });
  chooseAttempt('cache', 'a1');
  chooseAttempt('cache', 'a1');
  keepAttempt('cdn', 'b2', one);
  expect(loadAttempts('cache')).toEqual({ current: 'a1', kept: { a1: one } });
  dropAttempt('cache', 'nobody');
  dropAttempt('cache', 'a1');
  expect(loadAttempts('cache')).toEqual({ kept: {} });
  expect(Object.keys(loadAttempts('cdn').kept)).toEqual(['b2']);
  expect(seen).toHaveBeenCalledTimes(3);
  stop();
});

it('preferences are joined', () => {
  saveLabPrefs('cache', { speed: 1, tab: 'log' });
  saveLabPrefs('cache', { speed: 2 });
  expect(loadLabPrefs('cache')).toEqual({ speed: 2, tab: 'log' });
  expect(loadLabPrefs('constructor')).toEqual({});
});

it('answers are kept per stage and watched per stage', () => {
  const key = { id: 'q', print: 'p', kind: 'one', count: 2, right: [1] } as const;
  const seen = vi.fn();
  watchAnswers('cache', seen);
  changeAnswers('cache', { type: 'answered', key, answer: [0] });
  expect(readAnswers('cache')).toEqual({ q: { print: 'p', tries: [[0]] } });
  expect(seen).toHaveBeenLastCalledWith(readAnswers('cache'));
  expect(readAnswers('constructor')).toEqual({});
});

it('the deck counts what is due', () => {
  const now = Date.now();
  expect(dueCount(now)).toBe(0);
  changeDeck({ type: 'rated', key: 's/a', card: rate(undefined, 1, now), rating: 1 }, now);
  expect(dueCount(now)).toBe(0);
  expect(dueCount(now + DAY)).toBe(1);
  expect(Object.keys(readDeck().cards)).toEqual(['s/a']);
});

it('progress is recorded', () => {
  recordProgress({ type: 'drillPassed', stage: 'cache', drill: 'stampede' }, 5);
  expect(readProgress()).toEqual({ cache: { drills: { stampede: 5 } } });
});

it('blocked storage is told once, also to those who listen later', () => {
  const told: string[] = [];
  watchNotices((notice) => told.push(noticeText(notice)));
  expect(told).toEqual([
    'This browser does not let the site save anything. It works, and forgets everything when you close the page.',
  ]);
});
