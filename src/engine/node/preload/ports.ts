/**
 * Every machine has all ports to itself: whatever its program asks for, the server listens on a free port
 * of this computer's loopback, and the fabric is told which.
 */
import { Server, Socket, type AddressInfo, type ListenOptions } from 'node:net';
import type { Said } from '../messages.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1']);

export function ownPorts(say: (said: Said) => void): void {
  /** As asked for → as it is. */
  const here = new Map<number, number>();
  /** Server → the port that its program knows. */
  const known = new WeakMap<Server, number>();
  const address = Server.prototype.address;
  Server.prototype.address = function (this: Server): ReturnType<Server['address']> {
    const real = address.call(this);
    const port = known.get(this);
    return port === undefined || real === null || typeof real === 'string'
      ? real
      : { ...real, port };
  };

  // Node hands its own function the arguments in several forms: whatever they are, they pass through.

  const listen = Server.prototype.listen as (this: Server, ...args: unknown[]) => Server;
  Server.prototype.listen = function (this: Server, ...args: unknown[]): Server {
    const asked = portOf(args[0]);
    if (asked === undefined) return listen.apply(this, args);
    const report = (): void => {
      const real = address.call(this) as AddressInfo | null;
      if (!real) return;
      const port = asked === 0 ? real.port : asked;
      known.set(this, port);
      here.set(port, real.port);
      say({ k: 'listening', port, here: real.port });
      this.once('close', () => {
        here.delete(port);
        say({ k: 'closed', port });
      });
    };
    this.prependOnceListener('listening', report);
    this.once('error', () => this.off('listening', report));
    // A port that is taken is taken: the operating system says so of the one it really is.
    const port = asked === 0 ? 0 : (here.get(asked) ?? 0);
    const rest = args.slice(1).filter((each) => typeof each === 'function' || isNumber(each));
    if (typeof args[0] === 'object' && args[0] !== null) {
      const options = { ...(args[0] as ListenOptions), port, host: '127.0.0.1' };
      return listen.call(this, options, ...rest);
    }
    return listen.call(this, port, '127.0.0.1', ...rest);
  } as typeof Server.prototype.listen;

  // Its own ports, as its program knows them.

  const connect = Socket.prototype.connect as (this: Socket, ...args: unknown[]) => Socket;
  Socket.prototype.connect = function (this: Socket, ...args: unknown[]): Socket {
    const [first] = args;
    const options = (Array.isArray(first) ? (first as unknown[])[0] : first) as
      { host?: string; port?: number | string } | undefined;
    if (typeof options === 'object' && LOOPBACK.has(options.host ?? 'localhost')) {
      const port = here.get(Number(options.port));
      if (port !== undefined && port !== Number(options.port)) {
        const led = { ...options, port, host: '127.0.0.1' };
        if (Array.isArray(first)) (first as unknown[])[0] = led;
        else args[0] = led;
      }
    }
    return connect.apply(this, args);
  };
}

/** The port that `listen` is asked for by its first argument; undefined for a path or a handle. */
function portOf(first: unknown): number | undefined {
  if (first === undefined || first === null || typeof first === 'function') return 0;
  if (typeof first === 'object') {
    const { port, path, fd } = first as { port?: unknown; path?: unknown; fd?: unknown };
    if (path !== undefined || fd !== undefined || '_handle' in first || 'handle' in first) {
      return undefined;
    }
    return port === undefined ? 0 : valid(port);
  }
  return valid(first);
}

/** Undefined for what is no port, which is for Node to say. */
function valid(port: unknown): number | undefined {
  const number = typeof port === 'string' && port.trim() !== '' ? Number(port) : port;
  return isNumber(number) && Number.isInteger(number) && number >= 0 && number < 65_536
    ? number
    : undefined;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}
