/** Addresses of a process's network, and errors of those that lead nowhere. */
import { systemError } from './errors.ts';
import type { Origin } from './net.ts';

/** Connections have numbers and no ports: one of those that Linux gives to clients stands for it. */
export function portFor({ id }: { readonly id: number }): number {
  return 32768 + (id % 16384);
}

/** Whether a host name means this machine itself. */
export function isLoopback(
  host: string,
  machine: string,
  hosts: Readonly<Record<string, string>>,
): boolean {
  return (
    host === 'localhost' ||
    host === '127.0.0.1' ||
    host === '::1' ||
    host === machine ||
    host === hosts[machine]
  );
}

/** Why there is no connection, as Node says it. */
export function connectError(
  code: string,
  origin: Origin,
  hosts: Readonly<Record<string, string>>,
): Error {
  if (code === 'ENOTFOUND')
    return systemError(code, { syscall: 'getaddrinfo', hostname: origin.host });
  return systemError(code, {
    syscall: 'connect',
    address: hosts[origin.host] ?? origin.host,
    port: origin.port,
  });
}
