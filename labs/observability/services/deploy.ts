/**
 * Deploys: holds what should run where, and sees to it that it does.
 *
 *   POST /releases/NAME?first=N    puts a build on N instances, watches, then on all; or takes it back
 *   PUT  /faults/KIND?instance=N   breaks something in the lab; without `instance`, everywhere
 */
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { reconcile } from './reconcile.ts';
import { scale } from './scale.ts';

const HOSTS = (process.env.HOSTS ?? '').split(',');
const METRICS = process.env.METRICS_URL ?? 'http://metrics:8080';
const FLEET = 50;

/** ms that the first instances are watched for. */
const WATCH = Number(process.env.WATCH_MS ?? 2500);

/** The declared state: which build every instance should run. */
const wanted = new Map(Array.from({ length: FLEET }, (_, n) => [n + 1, 'v1']));

async function install(build: string, instances: readonly number[]): Promise<void> {
  for (const instance of instances) wanted.set(instance, build);
  await Promise.all(instances.map((each) => tell(each, `builds/${build}`)));
}

async function tell(instance: number, what: string): Promise<void> {
  await put(`${HOSTS[(instance - 1) % HOSTS.length]}/${what}?instance=${instance}`);
}

/** A host that does not answer is not told. */
async function put(url: string): Promise<void> {
  try {
    await fetch(url, { method: 'PUT', signal: AbortSignal.timeout(1000) });
  } catch {
    console.log(`no answer: PUT ${url}`);
  }
}

/** A canary is a release whose `first` is small. All at once is the same with `first` = 50. */
async function release(build: string, first: number): Promise<void> {
  const fleet = [...wanted.keys()];
  const before = wanted.get(1) ?? 'v1';
  const chosen = fleet.slice(0, first);
  console.log(`${build} goes to ${first} of ${FLEET} instances`);
  await install(build, chosen);
  await sleep(WATCH);
  const { requests, errors } = await watched(build);
  const good = requests > 0 && errors <= 0.05 * requests;
  console.log(`${build}: ${errors} of ${requests} requests failed: ${good ? 'on' : 'back'}`);
  await (good ? install(build, fleet) : install(before, chosen));
}

/** What a build did while it was watched. Without metrics nothing is known, which is not good. */
async function watched(build: string): Promise<{ requests: number; errors: number }> {
  try {
    const answer = await fetch(`${METRICS}/builds/${build}?ms=${WATCH}`);
    return (await answer.json()) as { requests: number; errors: number };
  } catch {
    return { requests: 0, errors: 0 };
  }
}

async function breakIt(kind: string, instance: string | null): Promise<void> {
  if (instance !== null) return tell(Number(instance), `faults/${kind}`);
  await Promise.all(HOSTS.map((host) => put(`${host}/faults/${kind}`)));
}

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://deploy');
  const [, kind, name = ''] = url.pathname.split('/');
  if (kind === 'releases') void release(name, Number(url.searchParams.get('first') ?? 2));
  if (kind === 'faults') void breakIt(name, url.searchParams.get('instance'));
  response.writeHead(202).end();
});

server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log('up');
});

if (process.env.RECONCILE === 'on') reconcile(HOSTS, wanted);
if (process.env.SCALE_ON !== undefined) scale(process.env.SCALE_ON);
