/** Metrics: asks the balancers what they saw, and says so when people are hurt. */
import { gauge } from '../../machine.ts';
import { call, reply, serve } from './net.ts';

/** ms between two looks, the share of errors that is too much, and for how many looks in a row. */
const INTERVAL = 500;
const TOO_MUCH = 0.05;
const IN_A_ROW = 2;

const targets = (process.env.TARGETS ?? '').split(',');
let bad = 0;

interface Seen {
  readonly requests: number;
  readonly errors: number;
}

async function look(target: string): Promise<Seen> {
  try {
    return JSON.parse((await call(target, '/metrics', { ms: 200 })).body) as Seen;
  } catch {
    return { requests: 0, errors: 0 };
  }
}

setInterval(async () => {
  const seen = await Promise.all(targets.map(look));
  const requests = seen.reduce((sum, each) => sum + each.requests, 0);
  const errors = seen.reduce((sum, each) => sum + each.errors, 0);
  const share = requests === 0 ? 0 : errors / requests;
  gauge('errors', Math.round(100 * share));
  bad = share > TOO_MUCH ? bad + 1 : 0;
  if (bad === IN_A_ROW) console.log(`ALERT: ${Math.round(100 * share)}% of requests fail`);
}, INTERVAL);

serve(() => reply(200));
