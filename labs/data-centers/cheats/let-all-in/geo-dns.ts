/**
 * GeoDNS: tells whoever asks for shop.example which region to go to, the nearest that seems up.
 *
 * Time runs sixty times faster for it than outside: a second here stands for a minute.
 */
import { createServer } from 'node:http';
import { gauge } from '../../machine.ts';
import { byNearness } from './nearest.ts';

interface Region {
  readonly name: string;
  readonly url: string;
  /** Whether new answers may name it. */
  up: boolean;
  /** Probes in a row that said the contrary of `up`. */
  streak: number;
}

/** ms for which a phone may keep the answer, and not ask again. */
const TTL = Number(process.env.TTL_MS ?? 1000);

/** ms between two probes of a region, and how long one waits for its answer. */
const INTERVAL = 250;
const PATIENCE = 200;

/** `mumbai=http://mumbai:8080,…` */
const regions: readonly Region[] = (process.env.REGIONS ?? '').split(',').map((each) => {
  const [name = '', url = ''] = each.split('=');
  return { name, url, up: true, streak: 0 };
});

const FALL = 3;
const RISE = 2;

/** 3 bad probes in a row and a region is out, two good ones and it is back. */
function heard(region: Region, ok: boolean): void {
  region.streak = ok === region.up ? 0 : region.streak + 1;
  if (region.streak >= (region.up ? FALL : RISE)) {
    region.streak = 0;
    mark(region, ok);
  }
}

function mark(region: Region, up: boolean): void {
  if (region.up !== up) console.log(`${region.name} is ${up ? 'back' : 'out'}`);
  region.up = up;
  gauge('regions', regions.filter((each) => each.up).length);
}

async function probe(region: Region): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const answer = await fetch(`${region.url}/healthz`, { signal });
    await answer.text();
    return answer.ok;
  } catch {
    return false;
  }
}

setInterval(() => {
  for (const region of regions) void probe(region).then((ok) => heard(region, ok));
}, INTERVAL);

/** The nearest region that is up. When all seem down it is more likely us: answer as ever. */
function choose(country: string): Region | undefined {
  const near = byNearness(country, regions);
  return near.find((region) => region.up) ?? near[0];
}

/** GET /resolve/shop.example?from=india */
const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://geo-dns');
  const region = choose(url.searchParams.get('from') ?? '');
  if (region === undefined || !url.pathname.startsWith('/resolve/')) {
    response.writeHead(404).end();
    return;
  }
  const answer = { region: region.name, url: region.url, ttlMs: TTL };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
});

server.listen(Number(process.env.PORT ?? 8080), () => {
  gauge('regions', regions.length);
  console.log(`answers for ${regions.map((each) => each.name).join(' and ')}`);
});
