// `for await` over a body that is cut off throws.
import http from 'node:http';

const server = http.createServer((req, res) => {
  res.writeHead(200, { 'Content-Length': 100 });
  res.write('begin');
  setTimeout(() => res.destroy(), 50);
});
server.listen(Number(process.env['PORT']), () => {
  http.get({ port: process.env['PORT'] }, async (res) => {
    try {
      for await (const part of res) console.log(String(part));
    } catch (error) {
      const { name, message, code } = error as NodeJS.ErrnoException;
      console.log(name, message, code, res.complete, res.aborted);
    }
    try {
      const answer = await fetch(`http://localhost:${process.env['PORT']}`);
      console.log(answer.status);
      await answer.text();
    } catch (error) {
      console.log((error as Error).name, (error as Error).message);
    }
    server.close();
  });
});
