import { createBuiltins } from '../../../../../../src/engine/sim/guest/node/index.ts';
import { create as createCrypto } from '../../../../../../src/engine/sim/guest/node/crypto.ts';
import { Context } from '../../../../../../src/engine/sim/guest/context.ts';
import * as cryptoLibrary from '../../../../../../src/engine/sim/guest/libraries/crypto.ts';
import type { Runtime } from '../../../../../../src/engine/sim/guest/runtime.ts';
import type { Builtins } from '../../../../../../src/engine/sim/guest/node/index.ts';

/** Builtins of a process whose randomness comes from `seed`; real timers, no output but `written`. */
export function testBuiltins(seed = 1): Builtins & { written: string[] } {
  let state = seed;
  const written: string[] = [];
  const runtime: Runtime = {
    machine: 'web-1',
    now: () => 5000,
    random: () => (state = (state * 16807) % 2147483647) / 2147483647,
    setTimer: (run, ms) => Number(setTimeout(run, ms)),
    clearTimer: (handle) => {
      clearTimeout(handle);
    },
    write: (stream, text) => written.push(`${stream}: ${text}`),
  };
  const context = new Context();
  const builtins = createBuiltins(runtime, {
    crypto: () => createCrypto(runtime, () => cryptoLibrary, context),
  });
  return { ...builtins, written };
}

/** What a call gives or throws, as plain values that can be compared across implementations. */
export function outcome(run: () => unknown): unknown {
  try {
    return { value: run() };
  } catch (error) {
    const { name, code, message } = error as Error & { code?: string };
    return { name, code, message };
  }
}
