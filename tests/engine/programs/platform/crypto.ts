import crypto, {
  createHash,
  createHmac,
  randomBytes,
  randomInt,
  randomUUID,
  timingSafeEqual,
} from 'node:crypto';

for (const name of ['md5', 'sha1', 'sha256', 'sha512'])
  console.log(name, createHash(name).update('abc').digest('hex'));
console.log(
  createHash('sha256').update('a').update(Buffer.from('b')).digest('base64'),
  createHash('md5').update('é', 'utf8').digest('base64url'),
);
console.log(
  createHash('sha1').update('x').digest(),
  createHmac('sha256', 'key').update('message').digest('hex'),
);
console.log(
  randomBytes(16).length,
  randomBytes(4) instanceof Buffer,
  /^[0-9a-f-]{36}$/.test(randomUUID()),
  randomUUID() !== randomUUID(),
);
const draws = Array.from({ length: 100 }, () => randomInt(3, 6));
console.log(
  [...new Set(draws)].sort(),
  randomInt(1),
  timingSafeEqual(Buffer.from('a'), Buffer.from('a')),
);
console.log(
  crypto.randomFillSync(Buffer.alloc(8)).length,
  globalThis.crypto.getRandomValues(new Uint8Array(4)).length,
  globalThis.crypto.randomUUID().length,
);
console.log(
  crypto.scryptSync('pw', 'salt', 16, { N: 1024 }).toString('hex'),
  crypto.pbkdf2Sync('pw', 'salt', 100, 16, 'sha512').toString('hex'),
);
randomBytes(5, (error, bytes) => console.log(error, bytes.length));
try {
  createHash('nope');
} catch (error) {
  console.log((error as Error).message);
}
const random = Math.random();
console.log(random >= 0 && random < 1, Math.random() !== random);
