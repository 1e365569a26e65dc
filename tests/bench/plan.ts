/** What the page is given to run: the load-balancer lab's own services, in several sizes. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/run.ts';
import type {
  BootPlan,
  Files,
  LinkSpec,
  LoadProfile,
  MachineSpec,
} from '../../src/engine/contract.ts';
import { path, users } from './workload.ts';

const stage = 'load-balancer';

function files(): Files {
  const folder = join(root, 'labs', stage, 'services');
  return Object.fromEntries([
    ['machine.ts', readFileSync(join(root, 'labs', 'machine.ts'), 'utf8')],
    ...readdirSync(folder).map((name) => [
      `${stage}/services/${name}`,
      readFileSync(join(folder, name), 'utf8'),
    ]),
  ]) as Files;
}

/**
 * Load balancer → web servers → database.
 * @param webs how many web servers.
 * @param costs whether simulated work takes its time; without, all of it is free.
 */
export function shop(webs: number, costs: boolean): BootPlan {
  const names = Array.from({ length: webs }, (_, index) => `web-${index + 1}`);
  const free: Readonly<Record<string, string>> = costs ? {} : { COSTS: '0' };
  const machines: MachineSpec[] = [
    {
      id: 'lb',
      entry: `${stage}/services/lb.ts`,
      cores: 4,
      env: { ...free, UPSTREAMS: names.map((name) => `http://${name}:8080`).join(',') },
    },
    ...names.map((id) => ({
      id,
      entry: `${stage}/services/web.ts`,
      cores: 2,
      env: { ...free, DB_URL: 'http://db:8080' },
    })),
    { id: 'db', entry: `${stage}/services/db.ts`, cores: 8, env: free },
  ];
  const links: LinkSpec[] = [
    { from: 'clients', to: 'lb' },
    ...names.flatMap((name) => [
      { from: 'lb', to: name },
      { from: name, to: 'db' },
    ]),
  ];
  const texts = files();
  // As the workbench says of files that are the course's own.
  return { machines, links, files: texts, vetted: Object.keys(texts), seed: 7 };
}

const flows: LoadProfile['flows'] = [
  { steps: [{ path, expect: { status: 200, json: { item: '7', name: 'Item no. 7' } } }] },
];

/** The same clients that real Node gets: each asks again when answered. */
export const closedLoop: LoadProfile = { to: 'lb', users, flows };

/** Visitors that come however slow the answers are, so many a second. */
export function openLoop(rate: number): LoadProfile {
  return { to: 'lb', rate, flows };
}
