// Uploads into a file and downloads it again, as a service does.
import { createServer } from 'node:http';
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const home = mkdtempSync(join(tmpdir(), 'program-'));
const server = createServer(async (req, res) => {
  const path = join(home, req.url.slice(1));
  if (req.method === 'PUT') {
    const out = req.pipe(createWriteStream(path));
    await once(out, 'finish');
    res.writeHead(201).end(`${out.bytesWritten} bytes\n`);
    return;
  }
  const file = createReadStream(path);
  file.on('error', (error) => res.writeHead(404).end(error.code));
  file.on('open', () => {
    res.writeHead(200, { 'content-type': 'text/plain' });
    file.pipe(res);
  });
});
await once(server.listen(0), 'listening');
const url = `http://localhost:${server.address().port}`;
const body = 'line\n'.repeat(5000);
const put = await fetch(`${url}/a`, { method: 'PUT', body });
console.log(put.status, await put.text());
const got = await fetch(`${url}/a`);
console.log(got.status, got.headers.get('content-type'), (await got.text()) === body);
const none = await fetch(`${url}/none`);
console.log(none.status, await none.text());
server.close();
server.closeAllConnections();
rmSync(home, { recursive: true });
