/** How this process leaves: whoever deploys sends SIGTERM, waits a second, and then kills. */
import type { Server } from 'node:http';

/** ms until the balancer has missed three probes, and a bit. */
const NOTICE = 450;

let leaving = false;

/** What `/readyz` says: whether the balancer may send requests here. */
export function ready(): boolean {
  return !leaving;
}

/** Says no to the balancer, works on until it has heard, then finishes what is under way. */
export function leaveWell(server: Server): void {
  process.on('SIGTERM', () => {
    leaving = true;
    setTimeout(() => {
      server.close(() => process.exit(0));
    }, NOTICE);
  });
}
