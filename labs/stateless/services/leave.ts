/** How this process leaves: whoever deploys sends SIGTERM, waits a second, and then kills. */
import type { Server } from 'node:http';

/** What `/readyz` says: whether the balancer may send requests here. */
export function ready(): boolean {
  return true;
}

/**
 * LOOK HERE (3 of 3). Nobody listens for SIGTERM, so Node ends the process on the spot: people
 * inside get a reset, and until the balancer has missed three probes (300 ms) it sends more.
 */
export function leaveWell(server: Server): void {
  server.on('close', () => console.log('closed'));
}
