/** Lab of stage 05: one database that writes, two that copy it, and the lag between them. */
import { defineLab } from '../../src/lab/define.ts';
import type { LabMachine } from '../../src/lab/manifest.ts';
import type { TimedAction } from '../../src/engine/contract.ts';
import { goneForGood } from './drills/gone-for-good.ts';
import { whereIsMyPost } from './drills/where-is-my-post.ts';
import { experiments } from './measures/index.ts';
import { visits } from './loads.ts';

const DATABASES = ['primary', 'replica-1', 'replica-2'];
const NODES = DATABASES.map((id) => `http://${id}:8080`).join(',');

function database(
  id: string,
  spec: Pick<LabMachine, 'role' | 'at' | 'does'> & { readonly leads?: boolean },
): LabMachine {
  const { leads = false, ...rest } = spec;
  const others = DATABASES.filter((other) => other !== id);
  return {
    id,
    ...rest,
    zone: 'databases',
    entry: 'replication/services/db.ts',
    env: {
      ROLE: leads ? 'primary' : 'replica',
      REPLICAS: others.map((other) => `http://${other}:8080`).join(','),
    },
  };
}

/** Both replicas fall behind by this much. */
function behind(at: number, latencyMs: number): readonly TimedAction[] {
  return ['replica-1', 'replica-2'].map((to) => ({
    at,
    action: {
      kind: 'link-fault',
      id: `lag-${to}`,
      from: 'primary',
      to,
      fault: { latencyMs },
      oneWay: true,
    },
  }));
}

export default defineLab({
  stage: 'replication',
  title: 'Replication',
  start: {
    works: false,
    says: 'The router sends every read to some replica. It does not ask how far that replica has come.',
  },
  clients: [
    {
      id: 'clients',
      at: { col: 0, row: 1 },
      does: 'Visitors of a notice board. They read; now and then one posts a note and looks at it.',
    },
  ],
  zones: [{ id: 'databases', label: 'databases' }],
  machines: [
    {
      id: 'router',
      role: 'web',
      at: { col: 1, row: 1 },
      does: 'Sends writes to the primary and reads to a replica. Asks all databases five times a second who is the primary.',
      entry: 'replication/services/router.ts',
      cores: 2,
      env: { NODES },
    },
    database('primary', {
      role: 'database',
      at: { col: 2, row: 1 },
      does: 'Takes every write and ships its log to both replicas. 8 ms of work for a write.',
      leads: true,
    }),
    database('replica-1', {
      role: 'replica',
      at: { col: 3, row: 0 },
      does: 'Applies the log and answers reads. 8 ms of work for a read, 1 ms to apply a row.',
    }),
    database('replica-2', {
      role: 'replica',
      at: { col: 3, row: 2 },
      does: 'The same as replica-1.',
    }),
    {
      id: 'failover',
      role: 'metrics',
      at: { col: 3, row: 1 },
      zone: 'databases',
      does: 'Asks the databases how they are. Three silences of the primary, and it promotes the replica that has come farthest.',
      entry: 'replication/services/failover.ts',
      env: { NODES },
    },
  ],
  links: [
    { from: 'clients', to: 'router' },
    { from: 'router', to: 'primary' },
    { from: 'router', to: 'replica-1' },
    { from: 'router', to: 'replica-2' },
    { from: 'primary', to: 'replica-1', latencyMs: 1 },
    { from: 'primary', to: 'replica-2', latencyMs: 1 },
    { from: 'replica-1', to: 'replica-2', latencyMs: 1, standby: true },
    { from: 'failover', to: 'primary' },
    { from: 'failover', to: 'replica-1' },
    { from: 'failover', to: 'replica-2' },
  ],
  load: {
    profile: { to: 'router', rate: 100, flows: visits },
    range: { min: 0, max: 200, step: 20 },
  },
  slowMs: 200,
  gauges: [
    { name: 'lag', label: 'age of the last row applied', unit: 'ms' },
    { name: 'only-here', label: 'rows that no replica has' },
    { name: 'lost', label: 'rows lost, at least' },
  ],
  breakIts: [
    {
      id: 'lag',
      title: 'Both replicas 400 ms behind',
      watch:
        'Every machine is up, every post is confirmed, and each author who looks at once gets a 404.',
      timeline: behind(0, 400),
    },
    {
      id: 'kill-primary',
      title: 'Kill the lagging primary',
      watch:
        'Posts fail until a replica is promoted. Then all is well, but for the confirmed rows that existed on the old primary only.',
      timeline: [
        ...behind(0, 400),
        { at: 3000, action: { kind: 'kill', machine: 'primary' } },
        { at: 3000, action: { kind: 'mark', name: 'the primary dies' } },
      ],
    },
  ],
  drills: [goneForGood, whereIsMyPost],
  experiments,
});
