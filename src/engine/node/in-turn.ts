/** Boots one after the other: starting a dozen processes takes all that a computer has. */
import type { BootOptions, BootPlan, Engine, Session } from '../contract.ts';

/** @returns the same engine; sessions that are there already are disturbed by one boot at a time */
export function bootingInTurn(engine: Engine): Engine {
  let last: Promise<unknown> = Promise.resolve();
  return {
    ...engine,
    boot(plan: BootPlan, options?: BootOptions): Promise<Session> {
      const mine = last.then(() => engine.boot(plan, options));
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}
