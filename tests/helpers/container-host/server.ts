/**
 * The stand-in host: `const host = await startContainerHost()`, then point the client at `host.url`.
 *
 *   node tests/helpers/container-host/server.ts     serves one until Ctrl-C
 */
import { build } from 'esbuild';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { WebSocketServer, type WebSocket } from 'ws';
import { faultOf, type Fault } from './faults.ts';
import { Machine } from './machine.ts';
import type { FromServer, ToServer } from './wire.ts';

/** The client that this speaks with. */
const CLIENT = '1.6.4';

export interface ContainerHostServer {
  /** `http://localhost:40123` */
  readonly url: string;
  /** How many instances and processes are there now, and the folders of all that ever were. */
  count(): {
    readonly instances: number;
    readonly processes: number;
    readonly folders: readonly string[];
  };
  /** Resolves when no instance is left. */
  idle(): Promise<void>;
  /** Ends every process, and removes every folder. */
  close(): Promise<void>;
}

/** @throws the system's own error when it cannot listen */
export async function startContainerHost(port = 0): Promise<ContainerHostServer> {
  const script = await bundlePage();
  const machines = new Set<Machine>();
  const folders: string[] = [];
  const endings = new Set<Promise<void>>();
  let idle: (() => void)[] = [];

  const server = createServer((request, response) => {
    const { status, body } = page(request, script);
    response.writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'cross-origin',
    });
    response.end(body);
  });
  const sockets = new WebSocketServer({ server, path: '/instance' });
  sockets.on('connection', (socket, request) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const served = serve(
      socket,
      searchParams.get('workdir') ?? 'project',
      searchParams.get('fault') as Fault | null,
      {
        opened: (machine) => {
          machines.add(machine);
          folders.push(machine.root);
        },
        closed: (machine) => {
          machines.delete(machine);
        },
      },
    ).finally(() => {
      endings.delete(served);
      if (endings.size > 0) return;
      for (const tell of idle) tell();
      idle = [];
    });
    endings.add(served);
  });
  await new Promise<void>((done, failed) => {
    server.once('error', failed).listen(port, '127.0.0.1', done);
  });
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    count: () => ({
      instances: machines.size,
      processes: [...machines].reduce((sum, { count }) => sum + count, 0),
      folders,
    }),
    idle: () =>
      endings.size === 0 ? Promise.resolve() : new Promise((done) => void idle.push(done)),
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      await Promise.all(endings);
      sockets.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** `/headless`, for whom the real host would answer. */
function page(request: IncomingMessage, script: string): { status: number; body: string } {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const refused = (why: string) => ({ status: 404, body: `Not found: ${why}\n` });
  if (pathname !== '/headless') return refused('there is only /headless here');
  if (!request.headers.referer) return refused('no Referer');
  if (searchParams.get('version') !== CLIENT) return refused(`this speaks with ${CLIENT}`);
  let fault: Fault | undefined;
  try {
    fault = faultOf(searchParams.get('client_id'));
  } catch (error) {
    return refused((error as Error).message);
  }
  if (fault === 'unknown-key') return refused('no such key');
  const body = `<!doctype html><title>Stand-in</title><script>const FAULT=${JSON.stringify(fault ?? null)}</script><script>${script}</script>`;
  return { status: 200, body };
}

/** One instance, until its socket closes. */
async function serve(
  socket: WebSocket,
  workdir: string,
  fault: Fault | null,
  events: { opened(machine: Machine): void; closed(machine: Machine): void },
): Promise<void> {
  let dead = false;
  const early: string[] = [];
  const hear = (data: string): void => void early.push(data);
  let receive = hear;
  socket.on('message', (data) => {
    if (!dead) receive((data as Buffer).toString());
  });
  const closed = new Promise<void>((done) => socket.once('close', () => done()));
  const send = (message: FromServer): void => {
    if (!dead && socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
  };
  const machine = await Machine.open(workdir, {
    output: (process, bytes) => send({ kind: 'output', process, base64: bytes.toString('base64') }),
    exit: (process, code) => send({ kind: 'exit', process, code }),
    port: (port, open) => {
      send({ kind: 'port', port, open });
      if (fault === 'dies' && open) dead = true;
    },
  });
  events.opened(machine);
  receive = (data) => {
    const message = JSON.parse(data) as ToServer;
    if (message.kind === 'kill') machine.kill(message.process);
    else if (message.kind === 'input') machine.write(message.process, message.text);
    else {
      const { id, call } = message;
      Promise.resolve()
        .then(() => machine.answer(call))
        .then(
          (value) => send({ kind: 'answer', id, value: value ?? null }),
          (error: unknown) => send({ kind: 'refusal', id, message: (error as Error).message }),
        );
    }
  };
  for (const data of early) receive(data);
  await closed;
  await machine.dispose();
  events.closed(machine);
}

async function bundlePage(): Promise<string> {
  const result = await build({
    entryPoints: [fileURLToPath(new URL('./page.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2024',
    logLevel: 'error',
  });
  return result.outputFiles[0]!.text.replaceAll('</script', '<\\/script');
}

if (import.meta.main) {
  const host = await startContainerHost(Number(process.env['PORT'] ?? 0));
  console.log(`A stand-in for the WebContainer host is at ${host.url} (Ctrl-C stops it)`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void host.close());
}
