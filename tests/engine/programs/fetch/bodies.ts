import http from 'node:http';

const server = http.createServer(async (req, res) => {
  let text = '';
  for await (const part of req) text += String(part);
  res.end(`${req.method} ${req.headers['content-type']} ${req.headers['content-length']} ${text}`);
});
server.listen(Number(process.env['PORT']), async () => {
  const send = async (init: RequestInit): Promise<void> => {
    const answer = await fetch(`http://localhost:${process.env['PORT']}/`, init);
    console.log(await answer.text());
  };
  await send({ method: 'POST', body: 'plain é' });
  await send({ method: 'POST', body: new URLSearchParams({ a: '1', b: 'x y' }) });
  await send({ method: 'PUT', body: new Uint8Array([104, 105]) });
  await send({ method: 'PATCH', body: Buffer.from('buffer') });
  await send({
    method: 'POST',
    body: JSON.stringify({ a: 1 }),
    headers: { 'content-type': 'application/json' },
  });
  await send({ method: 'DELETE' });
  await send({ method: 'POST' });
  await send({ method: 'post', body: '' });
  await fetch('http://localhost:1/', { method: 'GET', body: 'x' }).catch((error: Error) =>
    console.log(error.name),
  );
  server.close();
  server.closeAllConnections();
});
