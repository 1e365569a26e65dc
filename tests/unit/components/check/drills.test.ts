import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readLab } from '../../../../src/cli/lab-files.ts';
import { drillItems, stagesIn } from '../../../../src/components/check/drills/items.ts';
import { isDrillResult, type DrillResult } from '../../../../src/components/check/drills/result.ts';
import { runDrills } from '../../../../src/components/check/drills/run.ts';
import type { CheckResult } from '../../../../src/engine/webcontainer/check/report.ts';
import type { Engine } from '../../../../src/engine/contract.ts';
import { fakeEngine } from '../../lab/fake-engine.ts';

const labs = [await readLab('cache'), await readLab('queue')];
const idsOf = (only: readonly string[]) => drillItems(labs, only).map(({ id }) => id);

/** A page that is in sight. */
const page = Object.assign(new EventTarget(), { hidden: false });
beforeEach(() => vi.stubGlobal('document', page));
afterEach(() => {
  page.hidden = false;
  vi.unstubAllGlobals();
});

describe('drills as things to check', () => {
  it('are the start and the solutions of each, and no cheats', () => {
    expect(idsOf(['drill/cache/'])).toEqual([
      'drill/cache/newsletter/start',
      'drill/cache/newsletter/solution remove the key',
      'drill/cache/newsletter/solution restart the cache',
      'drill/cache/lease-it/start',
      'drill/cache/lease-it/solution lease',
      'drill/cache/lease-it/solution two-levels',
    ]);
    expect(idsOf(['drill/'])).toHaveLength(12);
    expect(idsOf(['drill/cache/lease-it/start', 'drill/queue/out-twice/'])).toHaveLength(4);
  });

  it('ask for the labs that they are of, and no other', () => {
    const stages = ['cache', 'cdn', 'queue'];
    expect(stagesIn(['drill/'], stages)).toEqual(stages);
    expect(stagesIn(['drill/c'], stages)).toEqual(['cache', 'cdn']);
    expect(stagesIn(['drill/queue/out-twice/', 'drill/cdn/'], stages)).toEqual(['cdn', 'queue']);
    expect(() => stagesIn(['drill/cash/'], stages)).toThrow(
      'drill/cash/: there is no such lab. There are: cache, cdn, queue.',
    );
  });
});

/** Runs them and returns what was told. */
async function results(
  engine: Engine,
  only: readonly string[],
  { runs = 1, width = 1, slow = 1, signal = new AbortController().signal } = {},
): Promise<DrillResult[]> {
  const told: CheckResult[] = [];
  await runDrills(
    engine,
    drillItems(labs, only),
    { runs, width, slow },
    { signal, onStart: () => undefined, onResult: (result) => told.push(result) },
  );
  return told.filter(isDrillResult);
}

describe('a run of them', () => {
  it('finds a start sound that its checks fail, and a solution that they fail not', async () => {
    // Nothing happens: no check that wants something to happen passes.
    const { engine, booted, disposed } = fakeEngine([]);
    const [start, first] = await results(engine, ['drill/queue/out-twice/'], { runs: 2, slow: 3 });
    expect(start).toMatchObject({ id: 'drill/queue/out-twice/start', passed: true });
    expect(start!.says).toMatch(/^fails 2\/2; slow 3; failed checks: /);
    expect(start!.drill).toMatchObject({ entry: 'start', mustPass: false, slow: 3 });
    expect(start!.drill.plays.map(({ seed, passed }) => [seed, passed])).toEqual([
      [1, false],
      [2, false],
    ]);
    expect(first).toMatchObject({ passed: false });
    expect(first!.says).toContain('passes 0/2');
    expect(first!.says).toMatch(/seed 1, [\w-]+: [A-Z]/);
    expect(booted.slice(0, 2).map(({ plan }) => plan.seed)).toEqual([1, 2]);
    expect(disposed()).toBe(booted.length);
  });

  it('is no proof when it does not come to its end: not of a start either', async () => {
    const engine: Engine = {
      ...fakeEngine([]).engine,
      boot: () => Promise.reject(new Error('The runtime said no.')),
    };
    const [start] = await results(engine, ['drill/cache/newsletter/start']);
    expect(start).toMatchObject({ passed: false });
    expect(start!.says).toBe('fails 0/1; seed 1 did not come to its end: The runtime said no.');
  });

  it('leaves a runtime alone that fails again and again', async () => {
    const boot = vi.fn(() => Promise.reject(new Error('no')));
    const told = await results({ ...fakeEngine([]).engine, boot }, ['drill/']);
    expect(boot).toHaveBeenCalledTimes(6);
    expect(told).toHaveLength(6);
  });

  it('ends at the signal, and tells nothing of what it ended', async () => {
    const ending = new AbortController();
    const engine: Engine = {
      ...fakeEngine([]).engine,
      boot: (_, options) =>
        new Promise((_, reject) => {
          options!.signal!.addEventListener('abort', () =>
            reject(options!.signal!.reason as Error),
          );
          ending.abort();
        }),
    };
    expect(await results(engine, ['drill/'], { signal: ending.signal, width: 2 })).toEqual([]);
  });

  it('says when the page was hidden meanwhile', async () => {
    page.hidden = true;
    const [start] = await results(fakeEngine([]).engine, ['drill/cache/newsletter/start']);
    expect(start!.says).toMatch(/; the page was hidden meanwhile$/);
    expect(start!.drill.plays[0]!.hidden).toBe(true);
  });

  it('has no more under way at once than it may', async () => {
    const { engine } = fakeEngine([]);
    let now = 0;
    let most = 0;
    const counting: Engine = {
      ...engine,
      boot: async (...given) => {
        most = Math.max(most, (now += 1));
        const session = await engine.boot(...given);
        return { ...session, dispose: async () => void (now -= 1) };
      },
    };
    expect(await results(counting, ['drill/'], { width: 3 })).toHaveLength(12);
    expect(most).toBe(3);
  });
});
