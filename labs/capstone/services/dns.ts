/** The name service: `GET /shop` answers with the balancers, those that answer probes first. */
import { call, reply, serve } from './net.ts';

/** ms between two probes, and how long one waits. */
const INTERVAL = 500;
const PROBE_MS = 150;

const balancers = (process.env.BALANCERS ?? '').split(',').map((name) => ({ name, up: true }));

setInterval(() => {
  for (const balancer of balancers) {
    call(balancer.name, '/healthz', { ms: PROBE_MS }).then(
      () => (balancer.up = true),
      () => (balancer.up = false),
    );
  }
}, INTERVAL);

serve(() => {
  const inOrder = balancers.toSorted((a, b) => Number(b.up) - Number(a.up));
  return reply(200, { addresses: inOrder.map(({ name }) => name), ttlMs: 500 });
});
