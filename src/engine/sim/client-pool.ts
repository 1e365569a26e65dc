/** Connections of a source of load, kept for the next request as a browser keeps them. */
import type { Segment } from './protocol.ts';

/** An idle connection older than this is not reused; servers close theirs after 5 s. */
const IDLE_MS = 4000;

export interface ClientConnection<Exchange> {
  readonly c: number;
  readonly to: string;
  readonly port: number;
  /** The server has accepted it. */
  open: boolean;
  /** It has served an exchange before. */
  reused: boolean;
  exchange: Exchange | null;
  idleSince: number;
}

export class ClientPool<Exchange> {
  readonly #send: (segment: Segment) => void;
  readonly #all = new Map<number, ClientConnection<Exchange>>();
  readonly #idle = new Map<string, ClientConnection<Exchange>[]>();
  #last: number;

  /** @param first ids count down from below it */
  constructor(first: number, send: (segment: Segment) => void) {
    this.#last = first;
    this.#send = send;
  }

  find(c: number): ClientConnection<Exchange> | undefined {
    return this.#all.get(c);
  }

  /** Opens one for an exchange, which may be written once the server has accepted. */
  open(to: string, port: number, exchange: Exchange): ClientConnection<Exchange> {
    const c = -++this.#last;
    const connection = { c, to, port, open: false, reused: false, exchange, idleSince: 0 };
    this.#all.set(c, connection);
    this.#send({ k: 'open', c, to, port });
    return connection;
  }

  /** Takes the one that was used last, if there is one that is young enough. */
  reuse(
    to: string,
    port: number,
    exchange: Exchange,
    now: number,
  ): ClientConnection<Exchange> | undefined {
    const idle = this.#idle.get(`${to}:${port}`);
    for (let connection = idle?.pop(); connection; connection = idle?.pop()) {
      if (!this.#all.has(connection.c)) continue;
      if (now - connection.idleSince <= IDLE_MS) {
        connection.reused = true;
        connection.exchange = exchange;
        return connection;
      }
      this.#send({ k: 'fin', c: connection.c });
      this.forget(connection);
    }
    return undefined;
  }

  /** Its exchange is over; another may come. */
  rest(connection: ClientConnection<Exchange>, now: number): void {
    connection.exchange = null;
    connection.idleSince = now;
    const key = `${connection.to}:${connection.port}`;
    const idle = this.#idle.get(key);
    if (idle) idle.push(connection);
    else this.#idle.set(key, [connection]);
  }

  /** It is gone. */
  forget({ c }: Pick<ClientConnection<Exchange>, 'c'>): void {
    this.#all.delete(c);
  }
}
