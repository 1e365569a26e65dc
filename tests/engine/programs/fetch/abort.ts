import http from 'node:http';

const server = http.createServer((req, res) => {
  if (req.url === '/half') res.write('half');
  res.on('close', () => console.log('server saw it close', req.url, res.writableFinished));
});
server.listen(Number(process.env['PORT']), async () => {
  const base = `http://localhost:${process.env['PORT']}`;
  const abort = new AbortController();
  setTimeout(() => abort.abort(), 300);
  await fetch(`${base}/never`, { signal: abort.signal }).catch((error: Error) =>
    console.log(error.name, error.message, abort.signal.aborted),
  );
  await fetch(`${base}/already`, { signal: abort.signal }).catch((error: Error) =>
    console.log(error.name),
  );
  const own = new AbortController();
  setTimeout(() => own.abort(new Error('my reason')), 300);
  await fetch(`${base}/own`, { signal: own.signal }).catch((error: Error) =>
    console.log(error.message),
  );
  const later = new AbortController();
  const answer = await fetch(`${base}/half`, { signal: later.signal });
  setTimeout(() => later.abort(), 300);
  await answer.text().catch((error: Error) => console.log('body', error.name));
  await new Promise((resolve) => setTimeout(resolve, 300));
  server.close();
  server.closeAllConnections();
});
