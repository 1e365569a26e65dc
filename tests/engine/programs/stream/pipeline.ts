// `pipeline` with generators, signals and options.
import { pipeline } from 'node:stream/promises';
import { PassThrough, Readable, Writable, compose } from 'node:stream';

const collect = (into: string[]): Writable =>
  new Writable({
    write(chunk, _encoding, done) {
      into.push(String(chunk));
      done();
    },
  });
const parts: string[] = [];
await pipeline(
  ['a', 'b', 'c'],
  async function* (source) {
    for await (const part of source) yield `${part}${part}`;
  },
  collect(parts),
);
console.log(parts);
console.log(
  await pipeline(Readable.from(['1', '2']), async (source) => {
    let all = '';
    for await (const part of source) all += part;
    return all;
  }),
);
const kept = new PassThrough();
await pipeline(Readable.from(['x']), kept, { end: false });
console.log(kept.writableEnded, String(kept.read()));

const controller = new AbortController();
setTimeout(() => controller.abort(), 40);
const never = new Readable({ read() {} });
try {
  await pipeline(never, collect([]), { signal: controller.signal });
} catch (error) {
  console.log(error.name, error.code, never.destroyed);
}
try {
  await pipeline(
    (async function* () {
      yield 'one';
      throw new TypeError('no more');
    })(),
    collect([]),
  );
} catch (error) {
  console.log(error.name, error.message);
}
const both = compose(
  async function* (source) {
    for await (const part of source) yield String(part).toUpperCase();
  },
  new PassThrough(),
);
both.end('shout');
console.log(await both.setEncoding('utf8').toArray());
