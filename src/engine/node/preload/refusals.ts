/**
 * The fabric accepts every connection, as it has to read the request that the journal tells of. When the
 * machine that was meant refuses, the program's socket fails here with the error that Node would give.
 */
import { Socket } from 'node:net';
import { constants } from 'node:os';
import type { Told } from '../messages.ts';

type Refusal = Extract<Told, { k: 'refuse' }>;

/** @returns how to make one fail */
export function refuseSockets(): (refusal: Refusal) => void {
  const sockets = new Map<number, Socket>();

  const connect = Socket.prototype.connect as (this: Socket, ...args: unknown[]) => Socket;
  Socket.prototype.connect = function (this: Socket, ...args: unknown[]): Socket {
    this.prependOnceListener('connect', () => {
      const port = this.localPort;
      if (port === undefined) return;
      sockets.set(port, this);
      this.once('close', () => {
        if (sockets.get(port) === this) sockets.delete(port);
      });
    });
    return connect.apply(this, args);
  };

  return ({ localPort, code, address, port }) => {
    const socket = sockets.get(localPort);
    const syscall = code === 'ENOTFOUND' ? 'getaddrinfo' : 'connect';
    const errno = -(constants.errno as Record<string, number>)[code]!;
    const error = new Error(`${syscall} ${code} ${address}:${String(port)}`);
    socket?.destroy(Object.assign(error, { errno, code, syscall, address, port }));
  };
}
