/** One instance of the shop: two workers, a waiting line, and what it counts about itself. */
import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { cpu } from '../../machine.ts';
import { Counters } from './counters.ts';
import { requestId } from './log.ts';

const DB = process.env.DB_URL ?? 'http://db:8080';

/** Requests an instance works on at once; the rest wait in line, up to `ROOM`. */
const WORKERS = 2;
const ROOM = 60;

/** ms that every page waits for a supplier's price. No CPU is used meanwhile. */
const SUPPLIER = Number(process.env.SUPPLIER_MS ?? 0);

/** ms of this host's processor for a page. */
const PAGE_MS = Number(process.env.PAGE_MS ?? 2);

export interface Reply {
  readonly status: number;
  readonly body: unknown;
  /** For the log. */
  readonly error?: string;
}

export class Instance {
  readonly id: number;
  build = 'v1';
  /** What the lab broke about it. */
  fault: string | undefined;
  readonly #counters: Counters;
  readonly #line: (() => void)[] = [];
  #busy = 0;
  #cpuMs = 0;
  #served = 0;

  constructor(id: number) {
    this.id = id;
    this.#counters = new Counters(`instance="${id}"`);
  }

  async handle(request: IncomingMessage): Promise<Reply> {
    const began = Date.now();
    const reply = await this.#reply(request);
    this.#counters.add(Date.now() - began, reply.status < 500);
    return reply;
  }

  async #reply(request: IncomingMessage): Promise<Reply> {
    if (this.#line.length >= ROOM) return failed(503, 'the waiting line is full');
    this.#busy += 1;
    if (this.#busy > WORKERS) await new Promise<void>((go) => this.#line.push(go));
    try {
      return await this.#page(request);
    } catch (error) {
      return failed(500, (error as Error).message);
    } finally {
      this.#busy -= 1;
      this.#line.shift()?.();
    }
  }

  async #page(request: IncomingMessage): Promise<Reply> {
    const [, kind, number = ''] = (request.url ?? '/').split('/');
    this.#served += 1;
    this.#cpuMs += PAGE_MS;
    await cpu(PAGE_MS);
    if (this.fault === 'errors') return failed(500, 'no space left on device');
    if (this.build === 'v2' && (this.#served + this.id) % 2 === 0)
      return failed(500, 'price is undefined');
    if (SUPPLIER > 0) await sleep(SUPPLIER);
    // Every 40th item has a very long history, and one day a query reads all of it.
    const slow = this.fault === 'slow-path' && Number(number) % 40 === 0;
    if (slow || number === 'archive') await sleep(1200);
    if (kind === 'order' && this.fault === 'drop') return { status: 201, body: { order: number } };
    const method = kind === 'order' ? 'POST' : 'GET';
    const headers = { 'x-request-id': requestId(request) };
    const answer = await fetch(`${DB}/${kind}s/${number}`, { method, headers });
    if (!answer.ok) return failed(503, `the database answered ${answer.status}`);
    return { status: answer.status, body: await answer.json() };
  }

  lines(): string[] {
    const by = `instance="${this.id}"`;
    return [
      ...this.#counters.lines(),
      `build_info{${by},build="${this.build}"} 1`,
      `workers_wanted{${by}} ${this.#busy}`,
      `cpu_ms_total{${by}} ${this.#cpuMs}`,
    ];
  }
}

function failed(status: number, error: string): Reply {
  return { status, body: { error }, error };
}
