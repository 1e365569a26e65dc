import { describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../../src/engine/journal.ts';
import { JournalView } from '../../../src/lab/journal-view.ts';
import { ownersOf, ratioWords, sideBySide } from '../../../src/lab/side-by-side.ts';

const variants = [
  { id: 'none', label: 'no checks' },
  { id: 'check', label: 'checks' },
  { id: 'retry', label: 'checks and a retry' },
];

/** A run in which so many machines crashed. */
function crashes(count: number): JournalView {
  const events = Array.from({ length: count }, (_, i): JournalEvent => ({
    kind: 'crash',
    t: i,
    machine: 'web',
    message: '',
    stack: '',
  }));
  return new JournalView(events, 100);
}
const count = (journal: JournalView | undefined) => journal!.all('crash').length;

describe('whose a number is', () => {
  const journals = { none: crashes(7), check: crashes(3), retry: crashes(0) };
  const of = (measure: Parameters<typeof ownersOf>[0]['measure']) =>
    ownersOf({ measure, variants }, journals, measure(journals));

  it('shows in what it is made of', () => {
    expect(
      of(({ none, check, retry }) => ({
        failed: count(none),
        checkFailed: count(check),
        last: count(retry),
      })),
    ).toEqual({ failed: 'none', checkFailed: 'check', last: 'retry' });
  });

  it('is nobody’s where it compares, or where nothing shows it', () => {
    expect(of(({ none, check }) => ({ ratio: count(none) / count(check), rows: 200 }))).toEqual({});
  });

  it('is told by its name where journals make no difference', () => {
    expect(of(() => ({ checkLate: 0, late: 0 }))).toEqual({ checkLate: 'check' });
  });

  it('is the only variant’s where there is one', () => {
    const one = [{ id: 'all', label: 'all' }];
    const measure = () => ({ rows: 1 });
    expect(ownersOf({ measure, variants: one }, journals, measure())).toEqual({ rows: 'all' });
  });

  it('stays unknown where numbers cannot be had from other journals, and no other is harmed', () => {
    const measure = ({ none, check }: Record<string, JournalView>) => ({
      first: none!.all('crash')[6]!.t,
      checkFailed: count(check),
    });
    expect(of(measure)).toEqual({ checkFailed: 'check' });
  });
});

describe('numbers side by side', () => {
  const table = (values: Record<string, number>, of: Record<string, string>) =>
    sideBySide({ variants, values, of, label: 'failed requests' });

  it('find their row by name, whoever it is called after first', () => {
    const { rows } = table(
      { noneFailed: 9, checkFailed: 3, lateCheck: 1, lateNone: 2 },
      { noneFailed: 'none', checkFailed: 'check', lateCheck: 'check', lateNone: 'none' },
    );
    expect(rows).toEqual([
      { label: 'failed', values: { none: 'noneFailed', check: 'checkFailed' } },
      { label: 'late', values: { none: 'lateNone', check: 'lateCheck' } },
    ]);
  });

  it('that are named as their variants come first, under the reading’s words', () => {
    const { rows, baseline } = table({ none: 9, check: 3 }, { none: 'none', check: 'check' });
    expect(rows).toEqual([{ label: 'failed requests', values: { none: 'none', check: 'check' } }]);
    expect(baseline).toBe('none');
  });

  it('without a name of a variant stand beside their like', () => {
    const { rows } = table(
      { lost: 4, lostTx: 0, p95: 20 },
      { lost: 'none', lostTx: 'check', p95: 'none' },
    );
    expect(rows[0]).toEqual({ label: 'lost', values: { none: 'lost', check: 'lostTx' } });
    expect(rows[1]?.label).toBe('p95');
  });

  it('never hide one another', () => {
    const values = { failed: 1, noneFailed: 2, failedNone: 3 };
    const { rows } = table(values, { failed: 'none', noneFailed: 'none', failedNone: 'none' });
    expect(rows.flatMap((row) => Object.values(row.values)).toSorted()).toEqual(
      Object.keys(values).toSorted(),
    );
  });

  it('that a row names are where it says, and what is nobody’s is apart', () => {
    const { rows, others } = sideBySide({
      variants,
      given: [{ label: 'lost', values: { none: 'a', check: 'b' } }],
      values: { a: 1, b: 2, gainRatio: 3 },
      of: { a: 'check' },
      label: '',
    });
    expect(rows).toEqual([{ label: 'lost', values: { none: 'a', check: 'b' } }]);
    expect(others).toEqual([{ name: 'gainRatio', label: 'gain ratio' }]);
  });

  it('has the baseline that the experiment names', () => {
    const named = variants.map((one) => ({ ...one, baseline: one.id === 'retry' }));
    expect(sideBySide({ variants: named, values: {}, of: {}, label: '' }).baseline).toBe('retry');
  });
});

describe('a ratio in words', () => {
  it.each([
    [120, 50, '× 2.4'],
    [50, 600, '÷ 12'],
    [0.35, 0.81, '÷ 2.31'],
    [5, 5, 'the same'],
    [0, 5, 'to none'],
    [5, 0, 'from none'],
    [1001, 1000, '× 1.01'],
    [-5, 5, ''],
  ])('%d against %d is %s', (value, baseline, words) => {
    expect(ratioWords(value, baseline)).toBe(words);
  });
});
