/** The load-balancer lab's services as real Node processes on this machine, over loopback. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { root } from '../../scripts/run.ts';
import { checkAnswer, users, path as itemPath } from './workload.ts';

const services = join(root, 'labs', 'load-balancer', 'services');

/**
 * Load balancer → two web servers → database, with simulated costs at zero, under a closed loop of
 * keep-alive clients.
 * @returns requests per second, after a warm-up.
 * @throws Error when a service does not come up or an answer is wrong.
 */
export async function measureRealNode(warmMs: number, measureMs: number): Promise<number> {
  const ports = await freePorts(4);
  const [lb, web1, web2, db] = ports as [number, number, number, number];
  const children = [
    start('db.ts', db, {}),
    start('web.ts', web1, { HOST_NAME: 'web-1', DB_URL: local(db) }),
    start('web.ts', web2, { HOST_NAME: 'web-2', DB_URL: local(db) }),
    start('lb.ts', lb, { UPSTREAMS: `${local(web1)},${local(web2)}` }),
  ];
  const agent = new Agent({ keepAlive: true, maxSockets: users });
  try {
    await untilAnswering(lb, agent, children);
    await drive(lb, agent, warmMs);
    const began = performance.now();
    const count = await drive(lb, agent, measureMs);
    return count / ((performance.now() - began) / 1000);
  } finally {
    agent.destroy();
    await Promise.all(children.map(stop));
  }
}

const local = (port: number): string => `http://127.0.0.1:${port}`;

/** Ports that are free now: all held at once, then let go. */
async function freePorts(count: number): Promise<number[]> {
  const holders = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(holders.map((holder) => once(holder, 'listening')));
  const ports = holders.map((holder) => (holder.address() as AddressInfo).port);
  await Promise.all(holders.map((holder) => once(holder.close(), 'close')));
  return ports;
}

function start(file: string, port: number, env: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, [join(services, file)], {
    env: { PATH: process.env['PATH'], PORT: String(port), COSTS: '0', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function untilAnswering(
  port: number,
  agent: Agent,
  children: readonly ChildProcess[],
): Promise<void> {
  const deadline = performance.now() + 10_000;
  for (;;) {
    try {
      await ask(port, agent);
      return;
    } catch (error) {
      const dead = children.find((child) => child.exitCode !== null);
      if (dead) throw new Error(`A service ended: ${dead.spawnargs.join(' ')}`, { cause: error });
      if (performance.now() > deadline) throw error;
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}

/** Keeps `users` requests under way for so many ms. @returns how many were answered. */
async function drive(port: number, agent: Agent, ms: number): Promise<number> {
  const end = performance.now() + ms;
  let count = 0;
  const user = async (): Promise<void> => {
    while (performance.now() < end) {
      await ask(port, agent);
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: users }, user));
  return count;
}

/** One request through the balancer. @throws Error unless the answer is the right one. */
function ask(port: number, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, path: itemPath, agent, timeout: 5000 });
    asking.on('timeout', () => asking.destroy(new Error('no answer within 5 s')));
    asking.on('error', reject);
    asking.on('response', (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (body += part));
      response.on('error', reject);
      response.on('end', () => {
        const wrong = checkAnswer(response.statusCode, body);
        if (wrong) reject(new Error(wrong));
        else resolve();
      });
    });
    asking.end();
  });
}
