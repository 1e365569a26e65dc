import { describe, expect, it } from 'vitest';
import { attemptProblem, runDrill } from '../../../src/lab/drill.ts';
import type { Drill, Lab } from '../../../src/lab/manifest.ts';
import { fakeEngine } from './fake-engine.ts';
import { inOrder, request } from './journal.ts';

const files = {
  'machine.ts': 'hardware',
  'tiny/services/web.ts': 'broken',
  'tiny/services/data.ts': 'rows',
};

const lab = {
  stage: 'tiny',
  clients: [{ id: 'clients' }],
  machines: [{ id: 'web', entry: 'tiny/services/web.ts', env: { LIMIT: '9' }, cores: 2 }],
  links: [{ from: 'clients', to: 'web', standby: true }],
} as unknown as Lab;

const drill: Drill = {
  id: 'drill',
  kind: 'mend',
  title: 'Drill',
  brief: '',
  prediction: {
    question: '',
    options: [],
    outcome: (journal) => (journal.failedShare() > 0 ? 'some' : 'none'),
  },
  scenario: {
    until: 1000,
    timeline: [{ at: 500, action: { kind: 'kill', machine: 'web' } }],
    machines: { web: { env: { FLAKY_MS: '4' } } },
  },
  checks: [
    {
      id: 'all',
      title: 'All pages came',
      judge: (journal) => ({
        passed: journal.failedShare() === 0,
        value: String(journal.count()),
        says: 'So many.',
        at: 100,
      }),
    },
    {
      id: 'end',
      title: 'It ended',
      judge: (journal) => ({ passed: journal.end === 1000, value: '', says: '' }),
    },
  ],
  edits: ['tiny/services/web.ts'],
  keeps: ['tiny/services/data.ts'],
  allows: [{ kind: 'kill', machine: 'web' }, { kind: 'heal-all' }],
  hints: [],
  solutions: [],
  cheats: [],
};

describe('a run', () => {
  it('boots the attempt over the start, with the scenario and its machines', async () => {
    const { engine, booted } = fakeEngine([]);
    const mended = { 'tiny/services/web.ts': 'mended' };
    const actions = [{ at: 200, action: { kind: 'kill' as const, machine: 'web' } }];
    await runDrill(engine, lab, files, drill, { files: mended, actions }, { seed: 3 });
    const { plan, options } = booted[0]!;
    expect(plan.files).toEqual({ ...files, ...mended });
    expect(plan.seed).toBe(3);
    expect(plan.machines[0]).toMatchObject({
      id: 'web',
      cores: 2,
      env: { LIMIT: '9', FLAKY_MS: '4' },
    });
    expect(plan.links).toEqual([{ from: 'clients', to: 'web', latencyMs: undefined }]);
    expect(options.timeline?.map(({ at }) => at)).toEqual([200, 500]);
  });

  it('judges the journal', async () => {
    const events = inOrder(request({ at: 100, ms: 5 }), request({ at: 300, ms: 5, status: 502 }));
    const { engine, disposed } = fakeEngine(events);
    const verdict = await runDrill(engine, lab, files, drill, {});
    expect(verdict).toMatchObject({ passed: false, outcome: 'some', hash: 'hash', seed: 7 });
    expect(verdict.findings).toEqual([
      { id: 'all', title: 'All pages came', passed: false, value: '2', says: 'So many.', at: 100 },
      { id: 'end', title: 'It ended', passed: true, value: '', says: '' },
    ]);
    expect(disposed()).toBe(1);
  });

  it('passes only when every check does', async () => {
    const { engine } = fakeEngine(request({ at: 100, ms: 5 }));
    expect((await runDrill(engine, lab, files, drill, {})).passed).toBe(true);
  });

  it('tells how far it is', async () => {
    const told: number[] = [];
    const { engine } = fakeEngine([]);
    await runDrill(engine, lab, files, drill, {}, { onProgress: (share) => told.push(share) });
    expect(told.at(-1)).toBe(1);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
  });

  it('ends with the reason when it is stopped, and leaves no session behind', async () => {
    const { engine, disposed } = fakeEngine([]);
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(runDrill(engine, lab, files, drill, {}, { signal })).rejects.toThrow('enough');
    expect(disposed()).toBe(1);
  });

  it('ends when the session dies under it', async () => {
    const { engine, die, disposed } = fakeEngine([], { hangs: true });
    const verdict = runDrill(engine, lab, files, drill, {});
    die('out of memory');
    await expect(verdict).rejects.toThrow('The run ended early: out of memory');
    expect(disposed()).toBe(1);
  });
});

describe('an attempt that may not be run', () => {
  const kill = { kind: 'kill' as const, machine: 'web' };

  it('is one that changes what work costs, or what the drill keeps', () => {
    const faster = { files: { 'machine.ts': 'nothing costs anything' } };
    expect(attemptProblem(drill, files, faster)).toMatch(/^machine\.ts must stay as it is/);
    const other = { files: { 'tiny/services/data.ts': 'fewer rows' } };
    expect(attemptProblem(drill, files, other)).toMatch(/^tiny\/services\/data\.ts must stay/);
  });

  it('is not one that hands such a file in unchanged', () => {
    expect(attemptProblem(drill, files, { files: { 'machine.ts': 'hardware' } })).toBeUndefined();
  });

  it('is one that plans an action outside of what is allowed', () => {
    const other = { actions: [{ at: 1, action: { kind: 'kill' as const, machine: 'db' } }] };
    expect(attemptProblem(drill, files, other)).toBe(
      'The drill does not allow the action "kill" planned at 1 ms. It allows: kill web, heal-all.',
    );
    expect(attemptProblem({ ...drill, allows: undefined }, files, other)).toContain('no actions');
    expect(attemptProblem(drill, files, { actions: [{ at: 1, action: kill }] })).toBeUndefined();
  });

  it('is one that plans an action for after the end', () => {
    const late = { actions: [{ at: 1000, action: kill }] };
    expect(attemptProblem(drill, files, late)).toContain('the run is from 0 to 1000 ms');
  });

  it('is refused before anything boots', async () => {
    const { engine, booted } = fakeEngine([]);
    const attempt = { actions: [{ at: 1, action: { kind: 'pause' as const, machine: 'web' } }] };
    await expect(runDrill(engine, lab, files, drill, attempt)).rejects.toThrow('does not allow');
    expect(booted).toEqual([]);
  });
});
