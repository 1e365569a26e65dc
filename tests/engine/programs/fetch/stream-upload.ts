import http from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

const server = http.createServer(async (req, res) => {
  console.log(req.headers['transfer-encoding'], req.headers['content-length']);
  for await (const part of req) console.log('server got', String(part));
  res.end('thanks');
});
server.listen(Number(process.env['PORT']), async () => {
  const words = ['one', 'two', 'three'];
  const body = new ReadableStream({
    async pull(controller) {
      const word = words.shift();
      if (word === undefined) controller.close();
      else controller.enqueue(new TextEncoder().encode(word));
      await wait(40);
    },
  });
  const url = `http://localhost:${process.env['PORT']}`;
  const answer = await fetch(url, { method: 'POST', body, duplex: 'half' } as RequestInit);
  console.log(await answer.text());
  try {
    await fetch(url, { method: 'POST', body: new ReadableStream() });
  } catch (error) {
    console.log((error as Error).name, (error as Error).message);
  }
  async function* parts(): AsyncGenerator<string> {
    yield 'from a';
    await wait(40);
    yield 'generator';
  }
  const more = { method: 'POST', body: parts(), duplex: 'half' };
  console.log((await fetch(url, more as unknown as RequestInit)).status);
  server.close();
  server.closeAllConnections();
});
