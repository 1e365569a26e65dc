import { expect, it } from 'vitest';
import { measuredText } from '../../../src/cli/measured.ts';
import { runExperiment, variantPlan } from '../../../src/lab/experiment.ts';
import { sortFiles } from '../../../src/lab/files.ts';
import type { Experiment, Lab } from '../../../src/lab/manifest.ts';
import { fakeEngine } from './fake-engine.ts';
import { request } from './journal.ts';

const files = sortFiles('tiny', {
  'machine.ts': 'hardware',
  'tiny/services/web.ts': 'start',
  'tiny/solution/right/web.ts': 'mended',
});

const lab = {
  stage: 'tiny',
  clients: [{ id: 'clients' }],
  machines: [{ id: 'web', entry: 'tiny/services/web.ts', env: { A: '1', B: '1' } }],
  links: [{ from: 'clients', to: 'web' }],
} as unknown as Lab;

const experiment: Experiment = {
  id: 'two',
  claims: ['tiny-01'],
  title: 'Two',
  adds: {
    machines: [
      {
        id: 'db',
        role: 'database',
        at: { col: 2, row: 0 },
        does: '',
        entry: 'tiny/services/web.ts',
      },
    ],
    links: [{ from: 'web', to: 'db' }],
  },
  scenario: {
    until: 1000,
    timeline: [{ at: 500, action: { kind: 'heal-all' } }],
    machines: { web: { cores: 2, env: { B: '2' } } },
  },
  variants: [
    { id: 'plain', label: 'as given' },
    {
      id: 'mended',
      label: 'mended',
      overlay: 'solution/right',
      machines: { web: { env: { C: '3' } }, db: { autostart: false } },
      timeline: [{ at: 100, action: { kind: 'kill', machine: 'db' } }],
    },
  ],
  measure: ({ plain, mended }) => ({ plain: plain!.count(), mended: mended!.count() }),
  passes: ({ plain, mended }) => plain === mended,
  condition: 'the same',
  reading: ({ plain }) => ({ label: 'requests', value: String(plain) }),
};

it('lays variants over scenario over lab', () => {
  const { plan, timeline } = variantPlan(lab, files, experiment, experiment.variants[1]!, 5);
  expect(plan.machines.map(({ id }) => id)).toEqual(['web', 'db']);
  expect(plan.machines[0]).toMatchObject({ cores: 2, env: { A: '1', B: '2', C: '3' } });
  expect(plan.machines[1]).toMatchObject({ autostart: false });
  expect(plan.links).toHaveLength(2);
  expect(plan.files['tiny/services/web.ts']).toBe('mended');
  expect(timeline.map(({ at }) => at)).toEqual([100, 500]);
});

it('measures over the journals of all variants, by name', async () => {
  const { engine, booted } = fakeEngine(request({ at: 1, ms: 1 }));
  const result = await runExperiment(engine, lab, files, experiment);
  expect(booted).toHaveLength(2);
  expect(result).toMatchObject({
    claims: ['tiny-01'],
    seed: 7,
    values: { plain: 1, mended: 1 },
    passed: true,
    condition: 'the same',
    reading: { label: 'requests', value: '1' },
    variants: [
      { id: 'plain', label: 'as given' },
      { id: 'mended', label: 'mended' },
    ],
  });
});

it('says which overlay is missing', () => {
  const variant = { id: 'v', label: '', overlay: 'experiments/none' };
  expect(() => variantPlan(lab, files, experiment, variant)).toThrow(
    'variant "v": there is no folder experiments/none',
  );
});

it('writes equal results as equal text, whatever the order they came in', () => {
  const one = {
    claims: [],
    seed: 7,
    values: { b: 2, a: 1 },
    passed: true,
    condition: '',
    variants: [],
    of: {},
  };
  const reading = { label: '', value: '' };
  const text = measuredText({
    z: { ...one, reading },
    y: { ...one, values: { a: 1, b: 2 }, reading },
  });
  expect(text.indexOf('"y"')).toBeLessThan(text.indexOf('"z"'));
  const parsed = JSON.parse(text) as Record<string, { values: object }>;
  expect(JSON.stringify(parsed.z!.values)).toBe('{"a":1,"b":2}');
  expect(text.endsWith('}\n')).toBe(true);
});
