import crypto from 'node:crypto';
import { promisify } from 'node:util';

console.log(crypto.pbkdf2Sync('password', 'salt', 1000, 24, 'sha512').toString('hex'));
console.log(crypto.scryptSync('password', 'salt', 16, { N: 16, r: 2, p: 1 }).toString('hex'));
console.log(Buffer.from(crypto.hkdfSync('sha256', 'key', 'salt', 'info', 20)).toString('hex'));
const derived = (await promisify(crypto.scrypt)('pw', 'salt', 8)) as Buffer;
console.log(derived.toString('hex'));
crypto.pbkdf2('p', 's', 10, 8, 'sha1', (error, key) => console.log(error, key.toString('hex')));
crypto.hkdf('sha512', 'k', '', '', 8, (error, key) => console.log(error, Buffer.from(key).toString('hex')));
console.log(crypto.timingSafeEqual(Buffer.from('same'), Buffer.from('same')), crypto.timingSafeEqual(new Uint8Array(2), new Uint8Array([0, 1])));
try {
  crypto.timingSafeEqual(Buffer.from('a'), Buffer.from('ab'));
} catch (error) {
  console.log((error as Error).name, (error as NodeJS.ErrnoException).code, (error as Error).message);
}
