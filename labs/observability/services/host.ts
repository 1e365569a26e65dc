/**
 * A host of the fleet. It runs a dozen instances of the shop, each with two workers, a waiting line
 * and counters of its own. All of them are asked under the host's address; a header says which.
 *
 *   GET /metrics[?instance=N]   the counters as text
 *   PUT /builds/NAME?instance=N installs a build on one instance
 *   PUT /faults/KIND?instance=N breaks one: errors, drop, slow-path; `none` mends it (lab only)
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Instance } from './instance.ts';
import { log } from './log.ts';

const NAME = process.env.HOST_NAME ?? 'host';
const fleet = new Map(
  (process.env.INSTANCES ?? '').split(',').map((id) => [id, new Instance(Number(id))]),
);

/** The instances that a control request is about: one, or all that are here. */
function meant(url: URL): Instance[] {
  const id = url.searchParams.get('instance');
  return [...fleet].flatMap(([key, instance]) => (id === null || id === key ? [instance] : []));
}

function control(response: ServerResponse, kind: string, value: string, url: URL): void {
  for (const instance of meant(url)) {
    if (kind === 'builds') instance.build = value;
    else instance.fault = value === 'none' ? undefined : value;
    if (kind === 'faults') console.log(`instance ${instance.id}: fault ${value}`);
  }
  response.writeHead(204).end();
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const instance = fleet.get(String(request.headers['x-instance']));
  if (instance === undefined) return void response.writeHead(404).end();
  const { status, body, error } = await instance.handle(request);
  if (error !== undefined) log(request, `${NAME}, instance ${instance.id}: ${error}`);
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://host');
  const [, kind = '', value = ''] = url.pathname.split('/');
  if (kind === 'metrics') {
    return void response.end(
      meant(url)
        .flatMap((instance) => instance.lines())
        .join('\n'),
    );
  }
  if (kind === 'builds' || kind === 'faults') return control(response, kind, value, url);
  return void serve(request, response);
});

server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log(`up, ${fleet.size} instances`);
});
