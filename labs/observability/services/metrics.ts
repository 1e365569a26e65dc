/**
 * The scraper: asks every target for its numbers four times a second, remembers them, and rings
 * for what alerts.ts finds.
 *
 *   GET /instances?ms=3000            every instance's last 3 s, worst first
 *   GET /builds/NAME?ms=3000          the same, added up over the instances that run a build
 *   GET /values?ms=1000&key=KEY       how much a counter grew
 */
import { createServer } from 'node:http';
import { gauge } from '../../machine.ts';
import { alarms } from './alerts.ts';
import { parse } from './counters.ts';
import { Series } from './series.ts';

const TARGETS = (process.env.TARGETS ?? '').split(',');
const INTERVAL = 250;

const series = new Series();
const ringing = new Map<string, number>();

/** One target's samples; none when it does not answer, which is no zero. */
async function scrape(target: string) {
  try {
    const answer = await fetch(`${target}/metrics`, { signal: AbortSignal.timeout(200) });
    return parse(await answer.text());
  } catch {
    return [];
  }
}

/** Says what began to ring, once; it may ring again when it was quiet for a second. */
function page(): void {
  const now = Date.now();
  for (const { signal, instance, says } of alarms(series)) {
    const where = instance === undefined ? signal : `${signal} instance ${instance}`;
    if (!ringing.has(where)) console.log(`page: ${where}: ${says}`);
    ringing.set(where, now);
  }
  for (const [where, at] of ringing) if (at <= now - 1000) ringing.delete(where);
}

function show(): void {
  const { requests, errors, p99 } = series.fleet(2000);
  const worst = series.instances(2000).map((each) => each.errors / Math.max(2, each.requests));
  gauge('errors', Math.round((1000 * errors) / Math.max(1, requests)) / 10);
  gauge('worst', Math.round(100 * Math.max(0, ...worst)));
  gauge('p99', Math.min(2000, p99));
  gauge('ringing', ringing.size);
}

setInterval(() => {
  const at = Date.now();
  void Promise.all(TARGETS.map(scrape)).then((all) => {
    series.add(at, all.flat());
    try {
      page();
    } catch (error) {
      console.error(`the rules failed: ${(error as Error).message}`);
    }
    show();
  });
}, INTERVAL);

function query(url: URL): unknown {
  const ms = Number(url.searchParams.get('ms') ?? 3000);
  const [, kind, name] = url.pathname.split('/');
  const all = series.instances(ms);
  if (kind === 'instances') return all.toSorted((a, b) => b.errors - a.errors).slice(0, 10);
  if (kind === 'values') return { grown: series.growth(url.searchParams.get('key') ?? '', ms) };
  const chosen = all.filter((each) => each.build === name);
  const sum = (of: (each: (typeof all)[number]) => number) =>
    chosen.reduce((total, each) => total + of(each), 0);
  return {
    instances: chosen.length,
    requests: sum((each) => each.requests),
    errors: sum((each) => each.errors),
  };
}

const server = createServer((request, response) => {
  const answer = query(new URL(request.url ?? '/', 'http://metrics'));
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
});

server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log(`scraping ${TARGETS.length} targets every ${INTERVAL} ms`);
});
