// Objects, and what `Readable` gives every stream.
import { Readable, Transform } from 'node:stream';

const even = Readable.from([1, 2, 3, 4, 5, 6]).filter((n: number) => n % 2 === 0);
console.log(await even.map(async (n: number) => n * 10).toArray());
console.log(await Readable.from(['a', 'b']).reduce((all: string, one: string) => all + one, '>'));
console.log(await Readable.from([1, 2, 3]).some((n: number) => n > 2));
console.log(await Readable.from([1, 2, 3]).find((n: number) => n > 1));
console.log(await Readable.from([1, 2, 3, 4]).drop(1).take(2).toArray());
console.log(await Readable.from([[1, 2], [3]]).flatMap((all: number[]) => all).toArray());
await Readable.from(['x', 'y']).forEach((one: string) => console.log(one));
const pairs = new Transform({
  objectMode: true,
  transform(value: number, _encoding, done) {
    this.push({ value });
    this.push({ twice: value * 2 });
    done();
  },
});
console.log(await Readable.from([1, 2]).pipe(pairs).toArray());
for await (const one of Readable.from(new Set(['p', 'q']))) console.log(one);
console.log(Readable.from('text').readableObjectMode);
