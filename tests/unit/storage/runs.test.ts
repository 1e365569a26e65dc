import { describe, expect, it, vi } from 'vitest';
import { decode } from '../../../src/storage/box.ts';
import { keepRun, loadRuns, MAX_FILES, runsSpec } from '../../../src/storage/runs.ts';
import type { KeptRun } from '../../../src/storage/runs.ts';

vi.stubGlobal('localStorage', undefined);

const run = (more: Partial<KeptRun> = {}): KeptRun => ({
  at: 5,
  seed: 7,
  passed: false,
  findings: [{ id: 'no-failed', passed: false, value: '89' }],
  plan: ['3 s kill web-1'],
  files: { 'services/lb.ts': 'mine' },
  ...more,
});

describe('the last runs of a lab', () => {
  it('are kept per lab and drill, the later in place of the earlier', () => {
    keepRun('cache', 'one', run());
    keepRun('cache', 'two', run({ seed: 8 }));
    keepRun('cdn', 'one', run({ seed: 9 }));
    keepRun('cache', 'one', run({ at: 6, passed: true }));
    expect(loadRuns('cache')).toEqual({ one: run({ at: 6, passed: true }), two: run({ seed: 8 }) });
    expect(() => keepRun('../x', 'one', run())).toThrow('is no stage');
  });

  it('have bounds, and what is kept can be read back', () => {
    keepRun(
      'queue',
      'one',
      run({
        findings: Array.from({ length: 80 }, (_, n) => ({
          id: `check-${String(n)}`,
          passed: true,
          value: 'x'.repeat(999),
        })),
        plan: Array.from({ length: 300 }, () => 'y'.repeat(999)),
        files: { a: 'x'.repeat(MAX_FILES / 2), b: 'x'.repeat(MAX_FILES / 2 + 1) },
      }),
    );
    const kept = loadRuns('queue');
    expect(kept['one']?.findings).toHaveLength(50);
    expect(kept['one']).not.toHaveProperty('files');
    expect(JSON.stringify(kept).length).toBeLessThan(40_000);
    expect(decode(runsSpec('queue'), { v: 1, data: kept })).toEqual({
      value: kept,
      lost: [],
      newer: false,
    });
  });

  it('keep what is sound of what is damaged', () => {
    const { value, lost } = decode(runsSpec('cache'), {
      v: 1,
      data: {
        good: run(),
        'no-files': { ...run(), files: 7 },
        'no-findings': { ...run(), findings: [{ id: 'a' }] },
        'Not an id': run(),
        seedless: { ...run(), seed: 1.5 },
        nothing: null,
      },
    });
    const { files: _, ...bare } = run();
    expect(value).toEqual({ good: run(), 'no-files': bare });
    expect(lost).toHaveLength(5);
  });
});
