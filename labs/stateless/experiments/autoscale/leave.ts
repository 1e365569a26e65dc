/** A server that is in reserve boots when the scaler wants it: only then is it ready. */
import type { Server } from 'node:http';

const SCALER = process.env.SCALER_URL ?? 'http://scaler:8080';
const BOOT = Number(process.env.BOOT_MS ?? 1500);
/** web-4 is wanted when the scaler wants four. */
const NUMBER = Number((process.env.HOST_NAME ?? 'web-1').split('-')[1]);

let booted = process.env.RESERVE !== 'on';

export function ready(): boolean {
  return booted;
}

async function wanted(): Promise<boolean> {
  const answer = await fetch(SCALER);
  return ((await answer.json()) as { wanted: number }).wanted >= NUMBER;
}

export function leaveWell(_server: Server): void {
  if (booted) return;
  const asking = setInterval(() => {
    void wanted().then((yes) => {
      if (!yes) return;
      clearInterval(asking);
      setTimeout(() => (booted = true), BOOT);
    });
  }, 100);
}
