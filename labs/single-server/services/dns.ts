/**
 * The resolver: which address belongs to a name, and for how long may that answer be kept?
 *
 * A real one speaks DNS, and its answer is an IP address such as 203.0.113.10. Here machines
 * are reached by URL, so a URL is what it keeps.
 */
import { createServer } from 'node:http';

/** ms for which an answer may be kept. */
const TTL = Number(process.env.TTL_MS ?? 300_000);

/** The addresses that the name may point to; the first one counts until it is changed. */
const addresses = (process.env.ADDRESSES ?? 'http://web:8080').split(',');
let current = 0;

/** GET /resolve/shop.example asks; POST /record/1 points the name to the second address. */
const server = createServer((request, response) => {
  const [, verb, what = ''] = (request.url ?? '/').split('/');
  if (verb === 'record' && request.method === 'POST') {
    current = Number(what) % addresses.length;
    console.log(`shop.example is now at ${addresses[current]}`);
  } else if (verb !== 'resolve') {
    response.writeHead(404).end();
    return;
  }
  const answer = { name: 'shop.example', address: addresses[current], ttlMs: TTL };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
});

server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log('ready');
});
