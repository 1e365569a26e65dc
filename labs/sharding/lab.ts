/** Lab of stage 12: a router in front of four shards, and a fifth that waits. */
import { defineLab } from '../../src/lab/define.ts';
import type { LabMachine } from '../../src/lab/manifest.ts';
import { fifthShard } from './drills/fifth-shard.ts';
import { moveLittle } from './drills/move-little.ts';
import { whileItMoves } from './drills/while-it-moves.ts';
import { experiments } from './measures/index.ts';
import { look, order, SHARDS, tell, visits } from './loads.ts';

/** Where the shards are: `SHARD_0_URL` and so on. */
const addresses = Object.fromEntries(
  SHARDS.map((id, n) => [`SHARD_${n}_URL`, `http://${id}:8080`]),
);

function shard(id: string, row: number): LabMachine {
  const waits = id === 'shard-4';
  return {
    id,
    role: 'shard',
    at: { col: 2, row },
    does: waits
      ? 'A database like the others, empty, until the map names it.'
      : 'A database with its part of the rows. A look-up takes its one core for 20 ms.',
    entry: 'sharding/services/shard.ts',
    env: { MAP_URL: 'http://router:8080/shards' },
  };
}

export default defineLab({
  stage: 'sharding',
  title: 'Sharding',
  start: {
    works: false,
    says: 'A key belongs to shard number key % N, and nobody looks at the old place while rows move.',
  },
  clients: [
    {
      id: 'clients',
      at: { col: 0, row: 2 },
      does: 'The web servers, which look up users by their number.',
    },
    {
      id: 'operator',
      at: { col: 0, row: 4 },
      does: 'Somebody who adds a shard, or takes one out.',
    },
  ],
  machines: [
    {
      id: 'router',
      role: 'balancer',
      at: { col: 1, row: 2 },
      does: 'The one address in front of all shards. Works out which shard holds a key, and moves rows when the map changes.',
      entry: 'sharding/services/router.ts',
      env: { MAP_URL: 'http://map:8080', ...addresses },
      cores: 4,
    },
    {
      id: 'map',
      role: 'store',
      at: { col: 1, row: 0 },
      does: 'Keeps the list of shards, and outlives the router.',
      entry: 'sharding/services/map.ts',
    },
    ...SHARDS.map(shard),
  ],
  links: [
    { from: 'clients', to: 'router' },
    { from: 'operator', to: 'router', standby: true },
    { from: 'router', to: 'map' },
    ...SHARDS.map((to) => ({ from: 'router', to, standby: to === 'shard-4' })),
  ],
  load: {
    profile: { to: 'router', rate: 60, flows: visits },
    range: { min: 0, max: 140, step: 10 },
  },
  slowMs: 150,
  gauges: [
    { name: 'missed', label: 'look-ups that find nothing', unit: '%' },
    { name: 'moved', label: 'rows moved', unit: 'rows' },
    { name: 'rows', label: 'rows held', unit: 'rows' },
  ],
  breakIts: [
    {
      id: 'fifth-shard',
      title: 'Add a fifth shard',
      watch:
        'No machine fails and no row is lost. Follow the look-ups that find nothing, and how many rows have to move.',
      timeline: [tell(0, 'add', 'shard-4')],
    },
    {
      id: 'celebrity',
      title: 'Let user 7 become famous',
      watch:
        'Half of all look-ups are for one user now. See which shard is busy, and what a fifth shard would do about it.',
      timeline: [
        {
          at: 0,
          action: {
            kind: 'load',
            id: 'fans',
            profile: { to: 'router', rate: 60, flows: [{ steps: [look('int:7-7', 'fan')] }] },
          },
        },
      ],
    },
  ],
  requests: [
    { id: 'add', label: 'add shard-4', request: order('add', 'shard-4') },
    { id: 'drop', label: 'take shard-4 out', request: order('drop', 'shard-4') },
  ],
  drills: [fifthShard, moveLittle, whileItMoves],
  experiments,
});
