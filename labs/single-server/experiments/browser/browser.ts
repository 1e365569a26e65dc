/** A browser: looks a name up, keeps the answer for its TTL, and asks that address for pages. */
import { createServer } from 'node:http';

const DNS = process.env.DNS_URL ?? 'http://dns:8080';

interface Record {
  readonly address: string;
  readonly ttlMs: number;
}

let known: { readonly address: string; readonly until: number } | undefined;
let asking: Promise<string> | undefined;

/** The address of the shop: from memory while the TTL lasts, then from the resolver. */
async function address(): Promise<string> {
  if (known !== undefined && Date.now() < known.until) return known.address;
  asking ??= resolve();
  return asking;
}

async function resolve(): Promise<string> {
  try {
    const answer = await fetch(`${DNS}/resolve/shop.example`);
    const { address, ttlMs } = (await answer.json()) as Record;
    known = { address, until: Date.now() + ttlMs };
    return address;
  } finally {
    asking = undefined;
  }
}

/** Every request is a click of the person in front of it. */
const server = createServer(async (request, response) => {
  const headers = { 'x-request-id': String(request.headers['x-request-id'] ?? '') };
  try {
    const page = await fetch(`${await address()}${request.url}`, { headers });
    response.writeHead(page.status).end(await page.text());
  } catch (error) {
    response.writeHead(502).end((error as Error).message);
  }
});

server.listen(Number(process.env.PORT ?? 8080));
