/** An autoscaler: twice a second it compares one signal with its target, and adds instances. */

const LB = process.env.LB_URL ?? 'http://lb:8080';
const HOSTS = (process.env.HOSTS ?? '').split(',');
const INTERVAL = 500;
const STEP = 4;
const MOST = 50;

/** Above this share of what there is, more is added. */
const TARGET = 0.7;

let active = Number(process.env.ACTIVE ?? 50);
let cpuBefore = 0;

/** @param on `cpu` or `workers`: what is compared with the target. */
export function scale(on: string): void {
  setInterval(() => {
    look(on).catch(() => console.log('a host does not answer'));
  }, INTERVAL);
}

async function look(on: string): Promise<void> {
  const share = await (on === 'cpu' ? cpuShare() : workerShare());
  console.log(`${active} instances, ${on} at ${Math.round(share * 100)}%`);
  if (share <= TARGET || active >= MOST) return;
  active = Math.min(MOST, active + STEP);
  await fetch(`${LB}/rotation/${active}`, { method: 'PUT' });
}

/** The part of all processors that was busy since the last look. */
async function cpuShare(): Promise<number> {
  const used = await total('cpu_ms_total');
  const share = (used - cpuBefore) / (INTERVAL * HOSTS.length * 2);
  cpuBefore = used;
  return share;
}

/** Requests that have or want a worker, for each worker of those in rotation. */
async function workerShare(): Promise<number> {
  return (await total('workers_wanted')) / (active * 2);
}

async function total(name: string): Promise<number> {
  const texts = await Promise.all(
    HOSTS.map((host) => fetch(`${host}/metrics`).then((answer) => answer.text())),
  );
  const lines = texts.flatMap((text) => text.split('\n')).filter((line) => line.startsWith(name));
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}
