import { Buffer as Same } from 'node:buffer';
import { StringDecoder } from 'node:string_decoder';

const b = Buffer.from('héllo €');
console.log(
  b,
  b.length,
  b.toString(),
  b.toString('hex'),
  b.toString('base64'),
  b.toString('base64url'),
  b.toString('latin1').length,
);
console.log(
  Buffer.concat([Buffer.from([1, 2]), new Uint8Array([3])]),
  Buffer.alloc(3, 7),
  Buffer.byteLength('€'),
  Same === Buffer,
);
console.log(
  b.subarray(0, 2),
  b.indexOf('l'),
  b.includes('llo'),
  b.equals(Buffer.from('héllo €')),
  Buffer.compare(Buffer.from('a'), Buffer.from('b')),
);
const n = Buffer.alloc(8);
n.writeUInt32BE(0xdeadbeef, 0);
n.writeInt16LE(-2, 4);
console.log(
  n,
  n.readUInt32BE(0),
  n.readInt16LE(4),
  n.readUInt8(0),
  JSON.stringify(Buffer.from('hi')),
);
console.log(
  Buffer.from('aGk=', 'base64').toString(),
  Buffer.from('ff00', 'hex'),
  Buffer.isBuffer(b),
  Buffer.isBuffer(new Uint8Array(1)),
  Buffer.isEncoding('utf-8'),
);
console.log(
  [...Buffer.from('ab')],
  b instanceof Uint8Array,
  Buffer.from([256, -1, 1.5]),
  b.slice(-3).toString(),
);
const decoder = new StringDecoder('utf8');
console.log(
  decoder.write(Buffer.from([0xe2, 0x82])) +
    '|' +
    decoder.write(Buffer.from([0xac])) +
    '|' +
    decoder.end(),
);
