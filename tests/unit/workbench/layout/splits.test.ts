/** Edges as the reader left them. */
import { describe, expect, it } from 'vitest';
import { createSplits } from '../../../../src/workbench/layout/splits.ts';
import type { Prefs } from '../../../../src/workbench/layout/splits.ts';

function memory(kept: Record<string, string | number | boolean> = {}): Prefs & { kept: object } {
  return { kept, load: () => kept, save: (more) => void Object.assign(kept, more) };
}

describe('splits', () => {
  it('are kept for the next visit, by layout, once they are let go of', () => {
    const prefs = memory();
    const splits = createSplits(prefs);
    splits.move('wide', 'left', 0.31234567);
    expect(prefs.kept).toEqual({});
    splits.keep('wide', 'left');
    splits.move('medium', 'left', 0.7);
    const next = createSplits(prefs);
    expect(next.edges.wide.value).toEqual({ left: 0.3123 });
    expect(next.edges.medium.value).toEqual({});
  });

  it('go home and stay there', () => {
    const prefs = memory();
    const splits = createSplits(prefs);
    splits.move('wide', 'left', 0.3);
    splits.keep('wide', 'left');
    splits.reset('wide', 'left');
    expect(splits.edges.wide.value).toEqual({});
    expect(createSplits(prefs).edges.wide.value).toEqual({});
  });

  it('take nothing that makes no sense', () => {
    const splits = createSplits(
      memory({
        'edge-wide-left': 7,
        'edge-wide-upper': 'x',
        'edge-wide-none': 0.5,
        'edge-wide-side': 0.8,
      }),
    );
    expect(splits.edges.wide.value).toEqual({ side: 0.8 });
  });

  it('work where nothing can be kept', () => {
    const refuse = () => {
      throw new Error('full');
    };
    const splits = createSplits({ load: refuse, save: refuse });
    splits.move('wide', 'left', 0.3);
    splits.keep('wide', 'left');
    expect(splits.edges.wide.value).toEqual({ left: 0.3 });
    splits.reset('wide', 'left');
    expect(splits.edges.wide.value).toEqual({});
  });
});
