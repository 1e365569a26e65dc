// Node's streams as the web's and back.
import { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';

const web = Readable.toWeb(Readable.from([Buffer.from('one '), Buffer.from('two')]));
console.log(web instanceof ReadableStream);
console.log(await text(Readable.fromWeb(web as never)));
const parts: string[] = [];
const node = new Writable({
  write(chunk, _encoding, done) {
    parts.push(String(chunk));
    done();
  },
});
const writer = Writable.toWeb(node).getWriter();
await writer.write('a');
await writer.write('b');
await writer.close();
console.log(parts, node.writableFinished);
const answer = new Response('from fetch');
console.log(await text(Readable.fromWeb(answer.body as never)));
const to = new WritableStream({ write: (chunk) => console.log('web', String(chunk)) });
const back = Writable.fromWeb(to);
back.write('x');
back.end('y', () => console.log('ended'));
