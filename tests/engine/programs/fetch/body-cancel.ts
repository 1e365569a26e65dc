import http from 'node:http';

const server = http.createServer((req, res) => {
  const timer = setInterval(() => res.write('tick'), 40);
  res.on('close', () => {
    clearInterval(timer);
    console.log('server sees it go');
    server.close();
  });
});
server.listen(Number(process.env['PORT']), async () => {
  const answer = await fetch(`http://localhost:${process.env['PORT']}`);
  const reader = answer.body!.getReader();
  const { value, done } = await reader.read();
  console.log(new TextDecoder().decode(value), done);
  await reader.cancel('enough');
  console.log((await reader.read()).done);
});
