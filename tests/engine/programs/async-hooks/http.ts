// Every request has its own store, from its handler to its answer, with others at the same time.
import { AsyncLocalStorage } from 'node:async_hooks';
import http from 'node:http';

const als = new AsyncLocalStorage<{ id: string; steps: string[] }>();
const log = (step: string): void => void als.getStore()?.steps.push(step);
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function find(ms: number): Promise<string> {
  await wait(ms);
  log('found');
  return als.getStore()!.id;
}
const server = http.createServer((req, res) => {
  console.log('handler', als.getStore() ?? 'none');
  void als.run({ id: req.url!, steps: [] }, async () => {
    let body = '';
    for await (const part of req) body += String(part);
    log(`read ${body}`);
    const ids = await Promise.all([find(40), find(80)]);
    const answer = await fetch(`http://localhost:${process.env['PORT']}/other`).catch(() => null);
    log(`fetched ${answer?.status}`);
    await answer?.text();
    res.on('finish', () => log('finished'));
    const { steps } = als.getStore()!;
    res.end(JSON.stringify({ ids, steps }));
    await wait(40);
    console.log(als.getStore()!.id, steps.at(-1));
  });
});
const other = http.createServer((_req, res) => void res.writeHead(204).end());
server.on('request', () => {});
server.removeAllListeners('request');
server.on('request', (req, res) => {
  if (req.url === '/other') other.emit('request', req, res);
  else serve(req, res);
});
const serve = (req: http.IncomingMessage, res: http.ServerResponse): void => {
  void als.run({ id: req.url!, steps: [] }, async () => {
    let body = '';
    for await (const part of req) body += String(part);
    log(`read ${body}`);
    const ids = await Promise.all([find(40), find(80)]);
    const answer = await fetch(`http://localhost:${process.env['PORT']}/other`);
    log(`fetched ${answer.status}`);
    res.on('finish', () => log('finished'));
    const { steps } = als.getStore()!;
    res.end(JSON.stringify({ ids, steps }));
    await wait(40);
    console.log(als.getStore()!.id, steps.at(-1));
  });
};
server.listen(Number(process.env['PORT']), async () => {
  const ask = async (path: string): Promise<string> => {
    const answer = await fetch(`http://localhost:${process.env['PORT']}${path}`, {
      method: 'POST',
      body: path,
    });
    return await answer.text();
  };
  const texts = await Promise.all(['/a', '/b', '/c'].map((path) => ask(path)));
  for (const text of texts) console.log(text);
  await wait(120);
  server.closeAllConnections();
  server.close();
});
