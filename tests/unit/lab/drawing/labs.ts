/** Labs to draw: the two finished stages' shapes, and a crowded one to come. */
import type { Lab, LabLink, LabMachine } from '../../../../src/lab/manifest.ts';
import type { Role } from '../../../../src/engine/contract.ts';

function machine(id: string, role: Role, col: number, row: number, zone?: string): LabMachine {
  return {
    id,
    role,
    entry: `x/services/${role}.ts`,
    at: { col, row },
    does: `Does what a ${role} does.`,
    ...(zone ? { zone } : {}),
  };
}

function lab(
  title: string,
  machines: LabMachine[],
  links: LabLink[],
  zones: Lab['zones'] = [],
): Lab {
  return {
    stage: 'x',
    title,
    start: { works: true },
    clients: [
      {
        id: 'clients',
        at: { col: 0, row: machines.some((m) => m.at.row > 0) ? 1 : 0 },
        does: 'Sends requests.',
      },
    ],
    machines,
    links,
    zones,
    load: {
      profile: { to: machines[0]!.id, rate: 240, flows: [{ steps: [{ path: '/' }] }] },
      range: { min: 20, max: 400, step: 20 },
    },
    slowMs: 200,
    breakIts: [],
    drills: [],
    experiments: [],
  };
}

export const single = lab(
  'Single server',
  [machine('web', 'web', 1, 0)],
  [{ from: 'clients', to: 'web' }],
);

export const balanced = lab(
  'Load balancer',
  [
    machine('lb', 'balancer', 1, 1),
    machine('web-1', 'web', 2, 0, 'private'),
    machine('web-2', 'web', 2, 1, 'private'),
    machine('web-3', 'web', 2, 2, 'private'),
    machine('db', 'database', 3, 1, 'private'),
  ],
  [
    { from: 'clients', to: 'lb' },
    ...['web-1', 'web-2', 'web-3'].flatMap((web) => [
      { from: 'lb', to: web },
      { from: web, to: 'db' },
    ]),
  ],
  [{ id: 'private', label: 'private network' }],
);

export const crowded = lab(
  'Everything',
  [
    machine('lb', 'balancer', 1, 1, 'private'),
    ...[0, 1, 2].map((i) => machine(`web-${i + 1}`, 'web', 2, i, 'private')),
    machine('cache', 'cache', 3, 0, 'private'),
    machine('queue', 'queue', 3, 2, 'private'),
    machine('primary', 'database', 4, 0, 'private'),
    machine('replica', 'replica', 4, 1, 'private'),
    machine('worker', 'worker', 4, 2, 'private'),
  ],
  [
    { from: 'clients', to: 'lb' },
    ...[1, 2, 3].flatMap((i) => [
      { from: 'lb', to: `web-${i}` },
      { from: `web-${i}`, to: 'cache' },
      { from: `web-${i}`, to: 'primary' },
      { from: `web-${i}`, to: 'replica' },
      { from: `web-${i}`, to: 'queue' },
    ]),
    { from: 'primary', to: 'replica' },
    { from: 'queue', to: 'worker' },
    { from: 'worker', to: 'primary', standby: true },
  ],
  [{ id: 'private', label: 'Mumbai' }],
);
