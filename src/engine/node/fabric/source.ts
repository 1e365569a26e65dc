/**
 * A source of load on real connections: the in-page engine's own (`sim/load.ts`), which decides,
 * judges and keeps its journal, told the time by the wall clock.
 */
import type { HandRequest, LoadProfile } from '../../contract.ts';
import { LoadSource } from '../../sim/load.ts';
import type { Segment } from '../../sim/protocol.ts';
import { Connection } from './connection.ts';
import type { Piece } from './http-scanner.ts';
import type { World } from './world.ts';

type Sent = ReturnType<LoadSource['takeOut']>;

/** At most so many ms until a source looks at its agenda again. */
const LONGEST_WAIT_MS = 1000;

export class Source {
  readonly id: string;
  readonly #world: World;
  readonly #load: LoadSource;
  readonly #connections = new Map<number, Connection>();
  #timer: NodeJS.Timeout | undefined;

  /** @param index among the sources, from 0 */
  constructor(world: World, id: string, index: number, seed: number) {
    this.id = id;
    this.#world = world;
    this.#load = new LoadSource({ id, index, seed, journal: (event) => world.journal(event) });
  }

  /** At `t`: whoever was to come before that still comes, however late it is. */
  setLoad(id: string, profile: LoadProfile | null, t: number): void {
    const sent = this.#load.run([], t);
    this.#load.setLoad(id, profile, t);
    // Acted on when the new rule holds: an answer that comes meanwhile lets time pass.
    this.#act(sent);
    this.stir();
  }

  sendByHand(id: string, request: HandRequest, t: number): void {
    this.#load.sendByHand(id, request, t);
    this.stir();
  }

  /** Does what is due: first of all orders, for it must not go past one. */
  stir(): void {
    const { schedule } = this.#world;
    schedule.runDue();
    this.#act(this.#load.takeOut());
    this.#act(this.#load.run([], schedule.now));
    clearTimeout(this.#timer);
    const wait = Math.min(LONGEST_WAIT_MS, this.#load.next - schedule.now);
    if (wait < LONGEST_WAIT_MS || this.#load.next < Infinity)
      this.#timer = schedule.clock.after(Math.max(0, wait), () => this.stir());
  }

  #hear(segment: Segment): void {
    const { schedule } = this.#world;
    schedule.runDue();
    const { now } = schedule;
    this.#act(this.#load.run([{ t: now, s: segment }], now));
    this.stir();
  }

  #act(sent: Sent): void {
    for (const { s } of sent) this.#send(s);
  }

  #send(segment: Segment): void {
    const { c } = segment;
    const connection = this.#connections.get(c);
    switch (segment.k) {
      case 'open':
        this.#open(c, segment.to, segment.port);
        return;
      case 'req':
        connection?.request(pieceOf(segment), { id: segment.id });
        return;
      case 'fin':
        connection?.finish();
        this.#connections.delete(c);
        return;
      case 'reset':
        connection?.abort();
        this.#connections.delete(c);
        return;
      default:
        return;
    }
  }

  #open(c: number, to: string, port: number): void {
    let exchange = 0;
    const gone = (segment: Segment): void => {
      if (!this.#connections.delete(c)) return;
      this.#hear(segment);
    };
    const connection = new Connection(this.#world, this.id, to, port, {
      accepted: () => this.#hear({ k: 'accept', c }),
      refused: (code) => gone({ k: 'refuse', c, code }),
      deliver: ({ head, body, end }) => {
        if (!this.#connections.has(c)) return;
        if (!head) {
          this.#hear({ k: 'data', c, id: exchange, body, end });
          return;
        }
        exchange++;
        const status = Number(head.line[1]);
        const [, , message] = head.line;
        const interim = status < 200;
        const { headers } = head;
        this.#hear({ k: 'res', c, id: exchange, status, message, headers, body, end, interim });
      },
      ended: () => {
        gone({ k: 'fin', c });
        connection.finish();
      },
      reset: () => gone({ k: 'reset', c }),
      hold: () => {},
    });
    this.#connections.set(c, connection);
    connection.open();
  }
}

/** A request as the bytes that it is on a connection. */
function pieceOf(segment: Extract<Segment, { k: 'req' }>): Piece {
  const { method, path, headers, body } = segment;
  const lines = [`${method} ${path} HTTP/1.1`];
  for (let i = 0; i < headers.length; i += 2) lines.push(`${headers[i]!}: ${headers[i + 1]!}`);
  const bytes = body === null ? null : Buffer.from(body as string);
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`);
  return {
    raw: bytes ? Buffer.concat([head, bytes]) : head,
    head: { line: [method, path, 'HTTP/1.1'], headers },
    body: bytes,
    end: true,
  };
}
