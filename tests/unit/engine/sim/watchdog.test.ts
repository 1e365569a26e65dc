import { describe, expect, it } from 'vitest';
import { Watchdog } from '../../../../src/engine/sim/watchdog.ts';

/** A watchdog whose time passes when the test says so: one look, and its piece of work if it asks for one. */
function watched() {
  let look = (): void => {};
  let work: (() => void) | null = null;
  const watchdog = new Watchdog({
    after: (_ms, run) => {
      look = run;
      return () => {};
    },
    afterWork: (run) => {
      work = run;
    },
  });
  const pass = (times: number): void => {
    for (let i = 0; i < times; i++) {
      look();
      work?.();
      work = null;
    }
  };
  return { watchdog, pass };
}

describe('the watchdog', () => {
  it('gives up on who does not answer while much work is done beside it', async () => {
    const { watchdog, pass } = watched();
    const pending = watchdog.expect();
    let over = false;
    void pending.result.then(() => (over = true));
    pass(12);
    await Promise.resolve();
    expect(over).toBe(false);
    pass(1);
    expect(await pending.result).toBeNull();
  });

  it('begins anew with every event that ended', async () => {
    const { watchdog, pass } = watched();
    const pending = watchdog.expect();
    let over = false;
    void pending.result.then(() => (over = true));
    for (let i = 0; i < 5; i++) {
      pass(10);
      pending.heard();
    }
    await Promise.resolve();
    expect(over).toBe(false);
    pass(13);
    expect(await pending.result).toBeNull();
  });
});
