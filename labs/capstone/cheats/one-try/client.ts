/**
 * How a web server asks the database for a row. Every row is on two machines; either may answer.
 *
 * It starts broken on purpose: it means well, and never gives up. The places to look at are marked
 * LOOK HERE; the third is in web.ts.
 */
import { gauge } from '../../machine.ts';
import { call } from './net.ts';
import type { Reply } from './net.ts';

/** ms to wait for one copy. A query takes 200 ms when nobody is before it. */
const PATIENCE = Number(process.env.PATIENCE ?? 300);

/** The first try, and no more. */
const TRIES = Number(process.env.TRIES ?? 1);

let asked = 0;
let tried = 0;

/**
 * Asks one copy, then another, then the first again.
 * @throws when no copy has answered.
 */
export async function askCopies(
  copies: readonly string[],
  path: string,
  trace: string,
): Promise<Reply> {
  asked += 1;
  // LOOK HERE (1 of 3). Whoever fails asks again at once, and so does everybody else. What share of
  // all queries may be second tries before they are the problem?
  for (let attempt = 0; ; attempt += 1) {
    tried += 1;
    gauge('tries', tried / asked);
    // LOOK HERE (2 of 3). This copy may have been silent for minutes. Nobody remembers.
    const copy = copies[attempt % copies.length] ?? '';
    try {
      return await call(copy, path, { trace, ms: PATIENCE });
    } catch (error) {
      if (attempt + 1 >= TRIES) throw error;
    }
  }
}
