import { StringDecoder } from 'node:string_decoder';

const feed = (encoding: BufferEncoding, parts: number[][]): void => {
  const decoder = new StringDecoder(encoding);
  const out = parts.map((part) => decoder.write(Buffer.from(part)));
  console.log(encoding, out, JSON.stringify(decoder.end()), decoder.encoding);
};
feed('utf8', [[0xe2], [0x82], [0xac, 0x41], [0xf0, 0x9f], [0x98, 0x80]]);
feed('utf8', [[0xe2, 0x82]]);
feed('utf8', [[0xff, 0x41], [0xc3]]);
feed('utf16le', [[0x61], [0x00, 0x3d], [0xd8, 0x00, 0xde]]);
feed('base64', [[1], [2, 3], [4]]);
feed('hex', [[1], [255]]);
feed('latin1', [[0xe9]]);
feed('ascii', [[0xe9, 0x41]]);
const decoder = new StringDecoder();
console.log(decoder.end(Buffer.from('abc')), decoder.write(Buffer.from([0xc3])), decoder.end());
console.log(decoder.write(Buffer.from('again')));
try {
  new StringDecoder('nope' as never);
} catch (error) {
  console.log((error as NodeJS.ErrnoException).code, (error as Error).message);
}
