// The whole of a stream at once.
import { arrayBuffer, buffer, json, text } from 'node:stream/consumers';
import { Readable } from 'node:stream';

const bytes = (): Readable => Readable.from([Buffer.from([0xe2]), Buffer.from([0x82, 0xac])]);
console.log(await text(bytes()));
console.log(await buffer(bytes()));
console.log((await arrayBuffer(bytes())).byteLength);
console.log(await json(Readable.from(['{"a":', '[1,2]}'])));
try {
  await json(Readable.from(['{']));
} catch (error) {
  console.log(error.name);
}
