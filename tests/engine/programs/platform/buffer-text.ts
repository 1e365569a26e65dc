const text = 'héllo €';
for (const encoding of ['utf8', 'hex', 'base64', 'base64url', 'latin1', 'ascii', 'utf16le', 'binary', 'ucs2'] as const) {
  const bytes = Buffer.from(text, 'utf8');
  const encoded = bytes.toString(encoding);
  console.log(encoding, JSON.stringify(encoded), Buffer.from(encoded, encoding).equals(bytes));
  console.log(Buffer.byteLength(text, encoding), Buffer.isEncoding(encoding));
}
console.log(Buffer.from('zz1', 'hex'), Buffer.from('aGk', 'base64').toString(), Buffer.from('a-_/+', 'base64'));
console.log(Buffer.from([256, -1, 1.9, '7' as never]), Buffer.from(new Uint16Array([1, 256])));
console.log(Buffer.from('abc').toJSON(), JSON.stringify(Buffer.from('x')), Buffer.from({ type: 'Buffer', data: [1, 2] } as never));
console.log(Buffer.isEncoding('nope'), Buffer.from('tést').toString('utf8', 1, 3));
try {
  Buffer.from('x', 'nope' as never);
} catch (error) {
  console.log((error as Error).name, (error as NodeJS.ErrnoException).code, (error as Error).message);
}
