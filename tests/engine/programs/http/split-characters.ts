// Text that is cut within a character comes out whole.
import http from 'node:http';

const bytes = Buffer.from('aé€😀z');
const server = http.createServer((req, res) => {
  let at = 0;
  const next = (): void => {
    if (at === bytes.length) res.end();
    else res.write(bytes.subarray(at, ++at), () => setTimeout(next, 5));
  };
  next();
});
server.listen(Number(process.env['PORT']), () => {
  http.get({ port: process.env['PORT'] }, async (res) => {
    res.setEncoding('utf8');
    let text = '';
    for await (const part of res) text += part as string;
    console.log(text, res.readableEncoding);
    const answer = await fetch(`http://localhost:${process.env['PORT']}/`);
    console.log(await answer.text());
    server.close();
  });
});
