/** How this process leaves: whoever deploys sends SIGTERM, waits a second, and then kills. */
import type { Server } from 'node:http';

/** ms until the balancer has missed three probes, and ms until the last request must be done. */
const NOTICE = 350;
const REST = 400;

let leaving = false;

/** What `/readyz` says: whether the balancer may send requests here. */
export function ready(): boolean {
  return !leaving;
}

/** Says no, serves whoever still comes, and goes when nobody can be left. */
export function leaveWell(_server: Server): void {
  process.on('SIGTERM', () => {
    leaving = true;
    setTimeout(() => process.exit(0), NOTICE + REST);
  });
}
