import http from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

const server = http.createServer(async (req, res) => {
  for (const line of ['first line\nsec', 'ond line\n', 'third']) {
    res.write(line);
    await wait(40);
  }
  res.end();
});
class Lines extends TransformStream<string, string> {
  constructor() {
    let rest = '';
    super({
      transform(text, controller) {
        const lines = (rest + text).split('\n');
        rest = lines.pop()!;
        for (const line of lines) controller.enqueue(line);
      },
      flush(controller) {
        if (rest) controller.enqueue(rest);
      },
    });
  }
}
server.listen(Number(process.env['PORT']), async () => {
  const url = `http://localhost:${process.env['PORT']}`;
  const answer = await fetch(url);
  const lines = answer.body!.pipeThrough(new TextDecoderStream()).pipeThrough(new Lines());
  for await (const line of lines) console.log(line);
  const [left, right] = (await fetch(url)).body!.tee();
  const texts = await Promise.all([new Response(left).text(), new Response(right).text()]);
  console.log(texts[0] === texts[1], texts[0]!.length);
  server.close();
  server.closeAllConnections();
});
