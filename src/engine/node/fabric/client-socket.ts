/** The end of a connection at the process that asked for it: a socket that it opened to the fabric. */
import type { Socket } from 'node:net';
import type { ClientEnd } from './connection.ts';
import { Connection } from './connection.ts';
import { headerOf, HttpScanner, type Head, type Piece } from './http-scanner.ts';
import type { RefusalCode, World } from './world.ts';

/** ms; whoever says nothing for so long waits for its server to speak first. */
const SPEAKS_FIRST_MS = 50;
/** ms; a process that was told of a refusal and does not close its socket has it closed. */
const REFUSED_MS = 1000;

export interface Dial {
  readonly from: string;
  /** Null where no link leads: the request's `Host` says whom it was for. */
  readonly to: string | null;
  /** The port that the machine is called on. */
  readonly portOf: (machine: string) => number;
  /** Makes the process's socket fail as one that was never connected. */
  readonly refuse: (localPort: number, code: RefusalCode, to: string, port: number) => void;
}

/** Serves a socket that a machine's process has opened. */
export function serveClient(world: World, socket: Socket, dial: Dial): void {
  const scanner = HttpScanner.ofRequests();
  let connection: Connection | null = null;
  socket.setNoDelay(true);

  const end = (to: string): ClientEnd => ({
    accepted() {},
    refused(code) {
      const localPort = socket.remotePort;
      if (localPort !== undefined) dial.refuse(localPort, code, to, dial.portOf(to));
      const timer = setTimeout(() => socket.resetAndDestroy(), REFUSED_MS);
      socket.once('close', () => clearTimeout(timer));
    },
    deliver({ raw, head }) {
      if (head?.line[1] === '101') scanner.passAll();
      if (socket.writable) socket.write(raw);
    },
    ended() {
      socket.end();
    },
    reset() {
      socket.resetAndDestroy();
    },
    hold(on) {
      if (on) socket.pause();
      else socket.resume();
    },
  });
  const connectionFor = (head: Head | undefined): Connection => {
    if (connection) return connection;
    const to = dial.to ?? (head && headerOf(head, 'host'))?.replace(/:\d+$/, '') ?? '';
    connection = new Connection(world, dial.from, to, dial.portOf(to), end(to));
    return connection;
  };
  const send = (piece: Piece): void => connectionFor(piece.head).request(piece);

  const patience = setTimeout(() => connectionFor(undefined).open(), SPEAKS_FIRST_MS);
  socket.on('data', (chunk) => {
    clearTimeout(patience);
    for (const piece of scanner.push(chunk)) send(piece);
  });
  socket.on('end', () => connection?.finish());
  socket.on('error', () => connection?.abort());
  socket.on('close', () => {
    clearTimeout(patience);
    connection?.abort();
  });
}
