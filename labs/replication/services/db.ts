/**
 * A database. The primary takes writes and ships its log; a replica applies the log and answers
 * reads. It is one program for both, because a replica may have to become the primary.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { cpu, gauge } from '../../machine.ts';
import { add, after, append, count, find, forget, position } from './log.ts';
import { confirmedBy, ship, tell } from './ship.ts';
import type { Shipment } from './ship.ts';

const NAME = process.env.HOST_NAME ?? 'db';
const REPLICAS = (process.env.REPLICAS ?? '').split(',').filter((url) => url !== '');

/** Replicas that must have a row before its writer hears of it. 0 is asynchronous. */
const ACKS = Number(process.env.ACKS ?? 0);
/** ms after the last word of the failover for which a primary may take writes. 0: for ever. */
const LEASE = Number(process.env.LEASE_MS ?? 0);
/** ms of work: to read a row, to write one, to apply one that somebody else has written. */
const [READ, WRITE] = [8, 8];
const APPLY = Number(process.env.APPLY_MS ?? 1);

let role = process.env.ROLE ?? 'replica';
/** Whose reign this is; grows with every promotion. */
let epoch = role === 'primary' ? 1 : 0;
let heard = Date.now();

function lead(): void {
  role = 'primary';
  const reign = epoch;
  ship(REPLICAS, reign, () => role === 'primary' && epoch === reign, stepDown);
}

/** Somebody else leads. What was written here since may contradict that one: start afresh. */
function stepDown(): void {
  console.log(`stepping down at position ${position()}`);
  role = 'replica';
  forget();
}

async function read(response: ServerResponse, id: string): Promise<void> {
  await cpu(READ);
  const row = find(id);
  const where = { position: position(), node: NAME };
  json(response, row === undefined ? 404 : 200, { id, text: row?.text, lsn: row?.lsn, ...where });
}

async function write(response: ServerResponse, id: string, text: string): Promise<void> {
  await cpu(WRITE);
  const expired = LEASE > 0 && Date.now() - heard > LEASE;
  if (role !== 'primary' || expired) {
    return json(response, 409, { error: `${NAME} takes no writes now`, node: NAME });
  }
  const row = append(id, text);
  tell();
  // LOOK HERE, to see when a writer hears "done".
  await confirmedBy(ACKS, row.lsn);
  json(response, 201, { id, lsn: row.lsn, node: NAME });
}

/** A shipment of the primary: rows in order. Its epoch gives it the right to send them. */
async function apply(response: ServerResponse, shipment: Shipment): Promise<void> {
  if (shipment.epoch < epoch) return json(response, 409, { epoch });
  if (shipment.epoch > epoch && role === 'primary') stepDown();
  // Rows of the old reign that the new primary never had.
  if (shipment.epoch > epoch && position() > shipment.head) forget();
  epoch = shipment.epoch;
  for (const row of shipment.rows) {
    await cpu(APPLY);
    add(row);
    gauge('lag', Date.now() - row.at);
  }
  json(response, 200, { position: position() });
}

/** The failover makes this replica the primary. */
function promote(response: ServerResponse, reign: number): void {
  epoch = reign;
  lead();
  console.log(`primary from position ${position()} on, epoch ${epoch}`);
  json(response, 200, { position: position() });
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function body<Body>(request: IncomingMessage): Promise<Body> {
  let text = '';
  for await (const part of request) text += part;
  return JSON.parse(text === '' ? '{}' : text) as Body;
}

const server = createServer(async (request, response) => {
  const [, verb = '', id = ''] = (request.url ?? '/').split('/');
  const { method } = request;
  // Questions about this database cost nothing; a failover's question also renews the lease.
  if (verb === 'probe') heard = Date.now();
  if (verb === 'probe' || verb === 'state') {
    return json(response, 200, { role, epoch, position: position(), notes: count() });
  }
  if (verb === 'rows' && method === 'GET') return read(response, id);
  if (verb === 'rows' && method === 'DELETE') return write(response, '*', '');
  if (verb === 'rows') {
    const { text } = await body<{ text: string }>(request);
    return write(response, id, text);
  }
  if (verb === 'log') return json(response, 200, { rows: after(Number(id), 1000) });
  if (verb === 'apply') return apply(response, await body(request));
  if (verb === 'promote') return promote(response, Number(id));
  json(response, 404, { error: `nothing at ${request.url}` });
});

server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log(role);
  if (role === 'primary') lead();
});
