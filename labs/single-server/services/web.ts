/**
 * The whole shop in one process: pages for browsers, the same records as JSON for the app, the
 * data itself, and the sales report.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { cpu } from '../../machine.ts';
import { makeReport } from './report.ts';

const NAME = process.env.HOST_NAME ?? 'web';

interface Item {
  readonly id: string;
  readonly name: string;
  readonly cents: number;
}

/** What the database of a small shop amounts to. */
function findItem(id: string): Item {
  return { id, name: `Item no. ${id}`, cents: 199 + Number(id) * 10 };
}

/** A page costs 20 ms of one core, whatever is on it. */
const PAGE_MS = 20;

async function home(response: ServerResponse): Promise<void> {
  await cpu(PAGE_MS);
  html(response, '<h1>The shop</h1><p><a href="/item/12">Item no. 12</a></p>');
}

/** One record, two faces: HTML for a browser, JSON for the app. */
async function item(request: IncomingMessage, response: ServerResponse, id: string): Promise<void> {
  await cpu(PAGE_MS);
  const { name, cents } = findItem(id);
  if (request.headers.accept?.includes('application/json'))
    return json(response, { id, name, cents });
  html(response, `<h1 data-id="${id}">${name}</h1><p data-cents="${cents}">${cents / 100}</p>`);
}

/**
 * LOOK HERE (2 of 2). The report is made right here, in the process that also serves every page.
 * There is another process on this box, at `process.env.REPORT_URL`, with nothing to do.
 */
async function report(response: ServerResponse, query: URLSearchParams): Promise<void> {
  const day = Number(query.get('day'));
  const rows = Number(query.get('rows'));
  console.log(`report on day ${day} begun, ${rows} sales`);
  const made = await makeReport(day, rows);
  console.log(`report on day ${day} done`);
  json(response, made);
}

function html(response: ServerResponse, body: string): void {
  response.writeHead(200, { 'content-type': 'text/html' });
  response.end(`<!doctype html><title>The shop</title>${body}<p>by ${NAME}</p>`);
}

function json(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ ...body, by: NAME }));
}

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const [, kind, id = ''] = pathname.split('/');
  try {
    if (kind === 'home') await home(response);
    else if (kind === 'item') await item(request, response, id);
    else if (kind === 'report') await report(response, searchParams);
    else response.writeHead(404).end();
  } catch (error) {
    console.log(`${request.url} failed: ${(error as Error).message}`);
    response.writeHead(500).end();
  }
});

server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log('the shop is open');
});
