import http from 'node:http';

const lost: boolean[] = [];
const server = http.createServer((req, res) => {
  res.write('some');
  res.on('close', () => void lost.push(res.writableEnded));
});
server.listen(Number(process.env['PORT']), async () => {
  const controller = new AbortController();
  const answer = await fetch(`http://localhost:${process.env['PORT']}`, {
    signal: controller.signal,
  });
  console.log(answer.status);
  setTimeout(() => controller.abort(), 60);
  try {
    await answer.text();
  } catch (error) {
    console.log((error as Error).name, (error as Error).message);
  }
  const own = new AbortController();
  try {
    const second = await fetch(`http://localhost:${process.env['PORT']}`, { signal: own.signal });
    for await (const part of second.body!) {
      console.log(new TextDecoder().decode(part));
      setTimeout(() => own.abort(new RangeError('my reason')), 60);
    }
  } catch (error) {
    console.log((error as Error).name, (error as Error).message);
  }
  server.close(() => setTimeout(() => console.log('closed', lost), 40));
});
