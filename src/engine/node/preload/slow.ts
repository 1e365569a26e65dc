/**
 * Slow motion: for a program, time passes `slow` times more slowly than it does, so that what a real
 * computer needs for itself (to start a process, to get its turn) weighs less beside what the program
 * waits for. Timers, calendar and `performance` alike; what Node times inside itself goes by sockets.
 */
import { syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';
import timers from 'node:timers';
import promises from 'node:timers/promises';
import { promisify } from 'node:util';
import { installDate } from './own-date.ts';

type Wait = (...args: unknown[]) => unknown;
type Holder = Record<PropertyKey, unknown>;

/** @param since Unix ms at which the slow motion began, the same for all processes of a run */
export function slowDown(slow: number, since: number): void {
  const slower = (holder: object, name: string, at: number): void => {
    const usual = (holder as Holder)[name] as Wait;
    const slowed = function (this: unknown, ...args: unknown[]): unknown {
      const ms = args[at];
      if (typeof ms === 'number') args[at] = ms * slow;
      return usual.apply(this, args);
    };
    (holder as Holder)[name] = Object.assign(slowed, usual);
  };
  slower(promises, 'setTimeout', 0);
  slower(promises, 'setInterval', 0);
  slower(promises.scheduler, 'wait', 0);
  for (const name of ['setTimeout', 'setInterval'] as const) {
    slower(timers, name, 1);
    Object.defineProperty(timers[name], promisify.custom, { value: promises[name] });
    (globalThis as unknown as Holder)[name] = timers[name];
  }
  slower(AbortSignal, 'timeout', 0);
  slower(Socket.prototype, 'setTimeout', 0);
  syncBuiltinESMExports();

  const began = performance.now();
  const clock = performance.now.bind(performance);
  performance.now = () => began + (clock() - began) / slow;
  const calendar = Date.now;
  const now = (): number => Math.round(since + (calendar() - since) / slow);
  installDate(Date, now);
}
