/**
 * The database: accounts and their balances, in memory, behind HTTP. One statement per request.
 *
 *   POST /begin                     → { tx }      POST /commit?tx=3      POST /rollback?tx=3
 *   GET  /accounts/7?tx=3           → { balance }     /accounts/7/locked also takes the row's lock
 *   PUT  /accounts/7?tx=3           { balance }       writes a balance
 *   POST /accounts/7/add?tx=3       { by }            balance = balance + by
 *
 * Without `tx`, every statement is a transaction of its own and commits at once.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { cpu, disk } from '../../machine.ts';
import { Conflict, lock } from './locks.ts';
import * as tables from './tables.ts';
import type { Transaction } from './tables.ts';

const ACCOUNTS = Number(process.env.ACCOUNTS ?? 2000);
const OPENING = 1000;

/** ms: a statement's work, and the flush that makes a commit last. */
const STATEMENT_MS = Number(process.env.STATEMENT_MS ?? 1);
const COMMIT_MS = 2;

for (let id = 1; id <= ACCOUNTS; id += 1) tables.createRow(String(id), OPENING);

async function statement(request: IncomingMessage, url: URL): Promise<object> {
  const [, table, row, verb] = url.pathname.split('/');
  if (table === 'begin') return { tx: tables.begin().id };
  if (table === 'commit') return commit(tables.resume(Number(url.searchParams.get('tx'))));
  if (table === 'rollback') return rollback(tables.resume(Number(url.searchParams.get('tx'))));
  if (table !== 'accounts') throw new Conflict(`no table ${table}`);
  if (row === undefined) return everything(url.searchParams);

  const given = url.searchParams.get('tx');
  const tx = given === null ? tables.begin() : tables.resume(Number(given));
  try {
    const answer = await onAccount(request, tx, row, verb);
    if (given === null && request.method !== 'GET') await commit(tx);
    return answer;
  } finally {
    if (given === null) tables.rollback(tx);
    else tables.rest(tx);
  }
}

async function onAccount(
  request: IncomingMessage,
  tx: Transaction,
  row: string,
  verb: string | undefined,
): Promise<object> {
  const { balance, by } = await body(request);
  if (verb === 'locked') await lock(tx, row);
  else if (request.method === 'PUT') await tables.write(tx, row, Number(balance));
  else if (verb === 'add') await tables.add(tx, row, Number(by));
  return { balance: tables.read(tx, row) };
}

async function commit(tx: Transaction): Promise<object> {
  if (tx.writes.size > 0) await disk(COMMIT_MS);
  tables.commit(tx);
  return { committed: tx.id };
}

function rollback(tx: Transaction): object {
  tables.rollback(tx);
  return { rolledBack: tx.id };
}

/** All committed balances at one moment: their sum, and one by one from `first` to `last`. */
function everything(query: URLSearchParams): object {
  const rows = tables.committed();
  let total = 0;
  for (const balance of rows.values()) total += balance;
  const balances: Record<string, number> = {};
  for (let id = Number(query.get('first') ?? 1); id <= Number(query.get('last') ?? 0); id += 1)
    balances[id] = rows.get(String(id)) ?? 0;
  return { opening: rows.size * OPENING, total, balances };
}

async function body(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const part of request) text += part;
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

function json(response: ServerResponse, status: number, answer: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
}

const server = createServer(async (request, response) => {
  try {
    await cpu(STATEMENT_MS);
    json(response, 200, await statement(request, new URL(request.url ?? '/', 'http://db')));
  } catch (error) {
    const { message } = error as Error;
    json(response, error instanceof Conflict ? 409 : 500, { error: message });
  }
});

server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log(`${ACCOUNTS} accounts, ${OPENING} rupees in each`);
});
