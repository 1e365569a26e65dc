import http from 'node:http';

const server = http.createServer((_, res) => {
  setTimeout(() => res.end('late'), 600);
});
server.listen(Number(process.env['PORT']), async () => {
  const base = `http://localhost:${process.env['PORT']}`;
  const begun = Date.now();
  try {
    await fetch(base, { signal: AbortSignal.timeout(50) });
  } catch (error) {
    const after = Date.now() - begun;
    console.log((error as Error).name, (error as Error).message, after >= 45 && after < 500);
    console.log(error instanceof DOMException, (error as DOMException).code);
  }
  const answer = await fetch(base, { signal: AbortSignal.timeout(5000) });
  console.log(await answer.text());
  server.close();
  server.closeAllConnections();
});
