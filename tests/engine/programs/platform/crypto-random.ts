import crypto, { randomBytes, randomInt, randomUUID } from 'node:crypto';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
console.log(uuid.test(randomUUID()), uuid.test(globalThis.crypto.randomUUID()), randomUUID() !== randomUUID());
console.log(randomBytes(16).length, Buffer.isBuffer(randomBytes(1)), randomBytes(0).length);
console.log(Array.from({ length: 200 }, () => randomInt(3)).every((n) => n >= 0 && n < 3));
console.log(Array.from({ length: 200 }, () => randomInt(5, 8)).every((n) => n >= 5 && n < 8));
const target = new Uint8Array(32);
console.log(globalThis.crypto.getRandomValues(target) === target, target.some((byte) => byte > 0));
console.log(crypto.randomFillSync(Buffer.alloc(4)).length, new Set(randomBytes(256)).size > 100);
randomInt(10, (error, n) => console.log('callback', error, n >= 0 && n < 10));
randomBytes(8, (error, bytes) => console.log('bytes', error, bytes.length));
crypto.randomFill(Buffer.alloc(6), (error, bytes) => console.log('filled', error, bytes.length));
for (const run of [() => randomInt(5, 5), () => randomBytes(-1), () => randomInt(1.5)]) {
  try {
    run();
  } catch (error) {
    console.log((error as Error).name, (error as NodeJS.ErrnoException).code);
  }
}
console.log(Math.random() < 1, Math.random() !== Math.random());
