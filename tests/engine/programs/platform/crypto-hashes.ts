import crypto from 'node:crypto';

for (const name of ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha512-256', 'sha3-256', 'ripemd160', 'RSA-SHA256', 'blake2b512', 'blake2s256']) {
  console.log(name, crypto.createHash(name).update('The quick').update(Buffer.from(' brown fox')).digest('hex'));
}
console.log(crypto.createHmac('sha256', 'key').update('data').digest('base64'));
console.log(crypto.createHmac('sha1', Buffer.from([1, 2])).update('é', 'latin1').digest('base64url'));
console.log(crypto.hash('sha256', 'text'), crypto.hash('md5', Buffer.from('text'), 'base64'));
const hash = crypto.createHash('sha256').update('a');
const copy = hash.copy();
console.log(copy.update('b').digest('hex') === crypto.hash('sha256', 'ab'), hash.digest().length);
for (const run of [() => hash.update('x'), () => hash.digest(), () => crypto.createHash('nope'), () => crypto.createHash('md5').update(5 as never)]) {
  try {
    run();
  } catch (error) {
    console.log((error as Error).name, (error as NodeJS.ErrnoException).code, (error as Error).message);
  }
}
console.log(crypto.createHash('shake128', { outputLength: 8 }).update('x').digest('hex'));
console.log(crypto.getHashes().includes('sha256'), crypto.getHashes().length > 5);
