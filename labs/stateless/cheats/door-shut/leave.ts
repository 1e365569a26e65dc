/** How this process leaves: whoever deploys sends SIGTERM, waits a second, and then kills. */
import type { Server } from 'node:http';

/** What `/readyz` says: whether the balancer may send requests here. */
export function ready(): boolean {
  return true;
}

/** Lets nobody in any more, and finishes what is under way. */
export function leaveWell(server: Server): void {
  process.on('SIGTERM', () => {
    server.close(() => process.exit(0));
  });
}
