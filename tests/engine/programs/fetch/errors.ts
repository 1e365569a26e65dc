import http from 'node:http';

const server = http.createServer((req, res) => {
  if (req.url === '/reset') req.socket.destroy();
  else {
    res.writeHead(200, { 'content-length': 50 });
    res.write('part');
    setTimeout(() => req.socket.destroy(), 20);
  }
});
const show = (what: string) => (error: Error) => {
  const cause = error.cause as NodeJS.ErrnoException | undefined;
  console.log(what, error.name, error.message, cause?.code);
};
server.listen(Number(process.env['PORT']), async () => {
  const base = `http://localhost:${process.env['PORT']}`;
  await fetch('http://127.0.0.1:2/').catch(show('refused'));
  await fetch(`${base}/reset`).catch(show('reset'));
  await fetch('nonsense').catch((error: Error) => console.log('url', error.name));
  await fetch('http://nowhere.invalid/').catch(show('host'));
  const half = await fetch(`${base}/half`);
  console.log(half.status);
  await half.text().catch((error: Error) => console.log('half', error.name, error.message));
  server.close();
  server.closeAllConnections();
});
