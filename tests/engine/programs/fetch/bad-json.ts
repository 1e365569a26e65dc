import http from 'node:http';

const server = http.createServer((req, res) => res.end('{"a": oops}'));
server.listen(Number(process.env['PORT']), async () => {
  const url = `http://localhost:${process.env['PORT']}`;
  try {
    await (await fetch(url)).json();
  } catch (error) {
    console.log((error as Error).name);
  }
  const answer = await fetch(url);
  console.log(await answer.text());
  for (const read of ['text', 'json', 'arrayBuffer'] as const) {
    try {
      await answer[read]();
    } catch (error) {
      console.log(read, (error as Error).name, (error as Error).message);
    }
  }
  server.close();
  server.closeAllConnections();
});
