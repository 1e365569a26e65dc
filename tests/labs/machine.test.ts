/** Simulated hardware, with a clock of our own. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

beforeEach(() => {
  vi.resetModules();
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

async function machine(env: Record<string, string> = {}) {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  return import('../../labs/machine.ts');
}

/** Runs jobs of `ms` each, all asked for at once; ms at which each ended. */
async function endsOf(work: (ms: number) => Promise<void>, jobs: readonly number[]) {
  const begun = performance.now();
  const ends: number[] = [];
  const all = jobs.map((ms) => work(ms).then(() => ends.push(performance.now() - begun)));
  await vi.advanceTimersByTimeAsync(10_000);
  await Promise.all(all);
  return ends;
}

describe('cpu', () => {
  it('does one thing at a time on one core, first come, first served', async () => {
    const { cpu } = await machine();
    expect(await endsOf(cpu, [10, 5, 20])).toEqual([10, 15, 35]);
  });

  it('does as many at once as there are cores', async () => {
    const { cpu } = await machine({ CORES: '2' });
    expect(await endsOf(cpu, [10, 10, 10, 10, 10])).toEqual([10, 10, 20, 20, 30]);
  });

  it('takes less time on a faster machine, and follows a change at once', async () => {
    const { cpu } = await machine({ CPU_SPEED: '2' });
    expect(await endsOf(cpu, [10])).toEqual([5]);
    vi.stubEnv('CPU_SPEED', '0.5');
    expect(await endsOf(cpu, [10])).toEqual([20]);
  });

  it('is free where costs are switched off', async () => {
    const { cpu, disk } = await machine({ COSTS: '0' });
    const begun = performance.now();
    await cpu(1000);
    await disk(1000);
    expect(performance.now()).toBe(begun);
    expect(vi.getTimerCount()).toBe(0);
  });
});

it('disk has a queue of its own', async () => {
  const { cpu, disk } = await machine({ DISK_SPEED: '0.5' });
  const [byDisk, byCpu] = await Promise.all([endsOf(disk, [5, 5]), endsOf(cpu, [5])]);
  expect(byDisk).toEqual([10, 20]);
  expect(byCpu).toEqual([5]);
});

describe('memory', () => {
  it('ends the process when more is held than there is', async () => {
    const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { memory } = await machine({ MEMORY_MB: '100' });
    const release = memory(80);
    release();
    memory(80);
    expect(exit).not.toHaveBeenCalled();
    memory(30);
    expect(exit).toHaveBeenCalledWith(137);
    expect(error).toHaveBeenCalledWith('out of memory: 110 MB asked for, 100 MB there');
  });
});

describe('gauges', () => {
  async function lines(
    work: (machine: typeof import('../../labs/machine.ts')) => unknown,
    ms: number,
  ) {
    const log = vi.mocked(console.log);
    const loaded = await machine();
    work(loaded);
    await vi.advanceTimersByTimeAsync(ms);
    return log.mock.calls.map(([line]) => {
      expect(String(line).startsWith('\u001e')).toBe(true);
      return (JSON.parse(String(line).slice(1)) as { gauge: Record<string, number> }).gauge;
    });
  }

  it('tell the busy share and the queue of each tenth of a second, once they change', async () => {
    const told = await lines(({ cpu }) => [50, 100, 200].map((ms) => cpu(ms)), 1000);
    expect(told[0]).toEqual({ cpu: 1, queue: 1 });
    expect(told[1]).toEqual({ queue: 0 });
    expect(told[2]).toEqual({ cpu: 0.5 });
    expect(told[3]).toEqual({ cpu: 0 });
    expect(told).toHaveLength(4);
  });

  it('say that the work is over, though it ended just as they were told', async () => {
    expect(await lines(({ cpu }) => cpu(200), 1000)).toEqual([{ cpu: 1, queue: 0 }, { cpu: 0 }]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('and say the same of the disk', async () => {
    expect(await lines(({ disk }) => disk(200), 1000)).toEqual([
      { cpu: 0, queue: 0, disk: 1 },
      { disk: 0 },
    ]);
  });

  it('rest while nothing happens', async () => {
    await lines(({ cpu }) => cpu(10), 1000);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('carry numbers of a service of its own', async () => {
    expect(await lines(({ gauge }) => gauge('servers up', 3), 200)).toEqual([
      { 'servers up': 3, cpu: 0, queue: 0 },
    ]);
  });
});
