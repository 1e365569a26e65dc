/**
 * One connection between two ends, and what its link does to it. Each piece of a message takes the
 * link's time and meets its faults, as a message does in the in-page engine: both use `Network`, so
 * a fault means the same. A stream has no holes: after a lost piece nothing of it arrives.
 */
import type { FailureCode } from '../../journal.ts';
import type { Segment } from '../../sim/protocol.ts';
import { headerOf, HttpScanner, type Piece } from './http-scanner.ts';
import { ServerSocket } from './server-socket.ts';
import type { RefusalCode, World } from './world.ts';

/** Who asked for the connection: a process, or a source of load. */
export interface ClientEnd {
  accepted(): void;
  refused(code: RefusalCode): void;
  deliver(piece: Piece): void;
  ended(): void;
  reset(): void;
  /** Takes no more from the client for now, or does again. */
  hold(on: boolean): void;
}

/** One request under way. */
interface Exchange {
  readonly id: number;
  readonly method: string;
  readonly trace: string | undefined;
  readonly sentAt: number;
  /** A source of load keeps its own journal. */
  readonly told: boolean;
  arrived: boolean;
  status: number;
}

/** What travels beside pieces. */
type Signal = 'open' | 'accept' | 'refuse' | 'fin' | 'reset';

/** Bytes on their way in one direction, beyond which its sender has to wait. */
const MOST_IN_FLIGHT = 1 << 20;

interface Way {
  /** Arrival of what was sent last. */
  last: number;
  /** A piece was lost: nothing follows it, but for a reset. */
  silent: boolean;
  inFlight: number;
}

export class Connection {
  readonly #world: World;
  readonly #from: string;
  readonly #to: string;
  readonly #port: number;
  readonly #client: ClientEnd;
  readonly #server: ServerSocket;
  readonly #answers: HttpScanner;
  readonly #toServer: Way = { last: 0, silent: false, inFlight: 0 };
  readonly #toClient: Way = { last: 0, silent: false, inFlight: 0 };
  /** Asked and not answered, in order. */
  readonly #exchanges: Exchange[] = [];
  /** Of those, the ones whose request has not been delivered. */
  readonly #undelivered: Exchange[] = [];
  /** What the client wrote before the connection was there. */
  #early: (() => void)[] | null = [];
  #opened = false;
  #over = false;
  /** It broke at this moment, and its server does not know. */
  #brokenAt = Infinity;

  constructor(world: World, from: string, to: string, port: number, client: ClientEnd) {
    this.#world = world;
    this.#from = from;
    this.#to = to;
    this.#port = port;
    this.#client = client;
    this.#answers = HttpScanner.ofResponses(() => this.#exchanges[0]?.method ?? 'GET');
    this.#server = new ServerSocket({
      connected: () => this.#leave(false, 'accept', () => this.#accepted()),
      refused: () => this.#refuse('ECONNREFUSED'),
      data: (chunk) => {
        for (const piece of this.#answers.push(chunk)) this.#answer(piece);
      },
      ended: () => {
        const last = this.#answers.finish();
        if (last) this.#answer(last);
        this.#leave(false, 'fin', () => this.#ended());
      },
      reset: () => this.#leave(false, 'reset', () => this.#resetClient()),
    });
  }

  /** The client asks for it. Once. */
  open(): void {
    if (this.#opened) return;
    this.#opened = true;
    const { network, knows, listening, schedule } = this.#world;
    if (!knows(this.#to) || !network.connected(this.#from, this.#to)) {
      const code = knows(this.#to) ? 'EHOSTUNREACH' : 'ENOTFOUND';
      schedule.at(schedule.now + 1, () => this.#refused(code));
      return;
    }
    this.#leave(true, 'open', () => {
      const here = listening(this.#to, this.#port);
      if (here === undefined) this.#refuse('ECONNREFUSED');
      else this.#server.connect(here);
    });
  }

  /** A part of a request; `id` and `told` when a source of load sends it. */
  request(piece: Piece, source?: { readonly id: number }): void {
    if (piece.head) this.#begin(piece, source);
    this.open();
    this.#afterAccept(() => this.#carryRequest(piece));
  }

  /** The client writes no more. */
  finish(): void {
    this.#abandon('ABORTED');
    if (this.#opened) this.#afterAccept(() => this.#leave(true, 'fin', () => this.#server.end()));
  }

  /** The client is gone. */
  abort(): void {
    this.#abandon('ABORTED');
    if (this.#over) return;
    this.#over = true;
    if (this.#opened) this.#leave(true, 'reset', () => this.#server.reset());
  }

  /** Ends it on the side of its server, for good. */
  destroy(): void {
    this.#over = true;
    this.#server.reset();
  }

  // -------------------------------------------------------------- requests

  #begin(piece: Piece, source: { readonly id: number } | undefined): void {
    const { schedule, journal, nextId } = this.#world;
    const [method, path] = piece.head!.line;
    const trace = headerOf(piece.head!, 'x-request-id');
    const exchange: Exchange = {
      id: source?.id ?? nextId(),
      method,
      trace,
      sentAt: schedule.now,
      told: source === undefined,
      arrived: false,
      status: 0,
    };
    this.#exchanges.push(exchange);
    this.#undelivered.push(exchange);
    if (!exchange.told) return;
    journal({
      t: exchange.sentAt,
      kind: 'send',
      id: exchange.id,
      from: this.#from,
      to: this.#to,
      method,
      path,
      ...(trace === undefined ? {} : { trace }),
    });
  }

  #carryRequest(piece: Piece): void {
    const { body, end } = piece;
    const segment: Segment = piece.head
      ? { k: 'req', c: 0, id: 0, method: '', path: '', headers: [], body, end }
      : { k: 'data', c: 0, id: 0, body, end };
    this.#carry(true, segment, piece.raw.length, () => {
      this.#server.write(piece.raw, () => this.#landed(true, piece.raw.length));
      if (piece.head) this.#arrive();
    });
  }

  #arrive(): void {
    const exchange = this.#undelivered.shift();
    if (!exchange) return;
    exchange.arrived = true;
    const { schedule, journal } = this.#world;
    journal({ t: schedule.now, kind: 'arrive', id: exchange.id, machine: this.#to });
  }

  // -------------------------------------------------------------- answers

  #answer(piece: Piece): void {
    const exchange = this.#exchanges[0];
    const status = piece.head ? Number(piece.head.line[1]) : (exchange?.status ?? 0);
    const interim = status >= 100 && status < 200 && status !== 101;
    if (exchange && piece.head) exchange.status = status;
    const over = piece.end && !interim;
    if (exchange && over) {
      this.#exchanges.shift();
      const { schedule, journal } = this.#world;
      journal({ t: schedule.now, kind: 'answer', id: exchange.id, machine: this.#to, status });
    }
    const { body, end } = piece;
    const segment: Segment = piece.head
      ? { k: 'res', c: 0, id: 0, status, message: '', headers: [], body, end, interim }
      : { k: 'data', c: 0, id: 0, body, end };
    if (exchange && over) this.#expect(exchange);
    this.#carry(false, segment, piece.raw.length, () => {
      this.#client.deliver(piece);
      this.#landed(false, piece.raw.length);
      if (exchange && over) this.#done(exchange, { status });
    });
  }

  /** Answered, and the answer is on its way. */
  readonly #returning = new Set<Exchange>();

  #expect(exchange: Exchange): void {
    this.#returning.add(exchange);
  }

  #done(exchange: Exchange, end: { status?: number; error?: FailureCode }): void {
    const known = this.#returning.delete(exchange) || this.#exchanges.includes(exchange);
    if (!known) return;
    const at = this.#exchanges.indexOf(exchange);
    if (at >= 0) this.#exchanges.splice(at, 1);
    const { id, trace, sentAt, told } = exchange;
    if (!told) return;
    const t = this.#world.schedule.now;
    this.#world.journal({
      t,
      kind: 'done',
      id,
      from: this.#from,
      to: this.#to,
      ...end,
      ms: Math.round((t - sentAt) * 1000) / 1000,
      ...(trace === undefined ? {} : { trace }),
    });
  }

  /** Whatever is under way ends without an answer. */
  #abandon(error: FailureCode): void {
    for (const exchange of [...this.#returning, ...this.#exchanges])
      this.#done(exchange, { error });
  }

  // -------------------------------------------------------------- the connection itself

  #accepted(): void {
    const early = this.#early ?? [];
    this.#early = null;
    this.#client.accepted();
    for (const run of early) run();
  }

  #afterAccept(run: () => void): void {
    if (this.#early) this.#early.push(run);
    else run();
  }

  /** The server's side refuses. */
  #refuse(code: RefusalCode): void {
    this.#leave(false, 'refuse', () => this.#refused(code));
  }

  #refused(code: RefusalCode): void {
    if (this.#over) return;
    this.#over = true;
    this.#abandon(code);
    this.#client.refused(code);
  }

  #ended(): void {
    this.#abandon('ECONNRESET');
    this.#client.ended();
  }

  #resetClient(): void {
    this.#abandon('ECONNRESET');
    if (this.#over) return;
    this.#over = true;
    this.#client.reset();
  }

  /** It breaks as a request arrives: its client is told as soon as news can reach it. */
  #breakOff(arrival: number): void {
    this.#brokenAt = arrival;
    const news = this.#world.network.newsMs(this.#to, this.#from);
    if (news === null) return;
    this.#world.schedule.at(arrival + news, () => this.#resetClient());
  }

  // -------------------------------------------------------------- the link

  #leave(toServer: boolean, k: Signal, land: () => void): void {
    const segment =
      k === 'open'
        ? ({ k, c: 0, to: this.#to, port: this.#port } as const)
        : k === 'refuse'
          ? ({ k, c: 0, code: 'ECONNREFUSED' } as const)
          : ({ k, c: 0 } as const);
    this.#carry(toServer, segment, 0, land);
  }

  /** Puts something on its way, which may lose it; `land` when it arrives. */
  #carry(toServer: boolean, segment: Segment, bytes: number, land: () => void): void {
    const { network, schedule, gates } = this.#world;
    const [from, to] = toServer ? [this.#from, this.#to] : [this.#to, this.#from];
    const way = toServer ? this.#toServer : this.#toClient;
    way.inFlight += bytes;
    if (way.inFlight > MOST_IN_FLIGHT) this.#hold(toServer, true);
    gates.pass(from, () => {
      const t = schedule.now;
      const lost = (): void => this.#landed(toServer, bytes);
      if (gates.silent(from) || (!toServer && t >= this.#brokenAt)) return lost();
      const passage = network.carry(from, to, t, segment, toServer);
      if (passage.ms === null) way.silent = true;
      if (passage.ms === null || (way.silent && segment.k !== 'reset')) return lost();
      const arrival = Math.max(t + passage.ms, way.last);
      way.last = arrival;
      schedule.at(arrival, () =>
        gates.pass(to, () => {
          if (gates.silent(to)) lost();
          else land();
        }),
      );
      if (passage.breaks) this.#breakOff(arrival);
    });
  }

  #landed(toServer: boolean, bytes: number): void {
    const way = toServer ? this.#toServer : this.#toClient;
    const before = way.inFlight;
    way.inFlight -= bytes;
    if (before > MOST_IN_FLIGHT && way.inFlight <= MOST_IN_FLIGHT) this.#hold(toServer, false);
  }

  /** Its sender waits. */
  #hold(toServer: boolean, on: boolean): void {
    if (toServer) this.#client.hold(on);
    else this.#server.hold(on);
  }
}
