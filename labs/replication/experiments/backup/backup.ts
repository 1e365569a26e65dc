/**
 * A backup: keeps the primary's log, row by row, and can play it again from the beginning up to
 * any position. It never applies anything while it watches, so no mistake reaches it.
 */
import { createServer } from 'node:http';
import { add, count, position } from './log.ts';
import type { Row } from './log.ts';

const archive: Row[] = [];

setInterval(async () => {
  const answer = await fetch(`http://primary:8080/log/${archive.length}`);
  archive.push(...((await answer.json()) as { rows: Row[] }).rows);
}, 100);

/** Plays the log up to the row before the first delete of everything. */
const server = createServer((_request, response) => {
  const mistake = archive.findIndex((row) => row.id === '*');
  for (const row of archive.slice(0, mistake < 0 ? undefined : mistake)) add(row);
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ notes: count(), position: position() }));
});

server.listen(Number(process.env.PORT ?? 8080));
