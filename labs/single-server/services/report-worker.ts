/** A process for reports alone, on the same box. It may think as long as it likes. */
import { createServer } from 'node:http';
import { makeReport } from './report.ts';

/** GET /report?day=12&rows=1600 */
const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname !== '/report') {
    response.writeHead(404).end();
    return;
  }
  const report = await makeReport(
    Number(searchParams.get('day')),
    Number(searchParams.get('rows')),
  );
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(report));
});

server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log('waiting for work');
});
