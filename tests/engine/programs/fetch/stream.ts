import http from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

const server = http.createServer(async (_, res) => {
  for (const part of ['a', 'bb', 'ccc']) {
    res.write(part);
    await wait(10);
  }
  res.end();
});
server.listen(Number(process.env['PORT']), async () => {
  const base = `http://localhost:${process.env['PORT']}`;
  const answer = await fetch(base);
  const decoder = new TextDecoder();
  let text = '';
  let parts = 0;
  for await (const part of answer.body ?? []) {
    text += decoder.decode(part as Uint8Array, { stream: true });
    parts++;
  }
  console.log(text, parts > 1, answer.bodyUsed);
  const bytes = await (await fetch(base)).arrayBuffer();
  console.log(bytes.byteLength, bytes instanceof ArrayBuffer);
  const copy = await fetch(base);
  const clone = copy.clone();
  console.log(await copy.text(), await clone.text());
  const raw = await (await fetch(base)).bytes();
  console.log(raw instanceof Uint8Array, raw.length);
  server.close();
  server.closeAllConnections();
});
