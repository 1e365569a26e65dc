const buffer = Buffer.from('the quick brown fox');
console.log(buffer.indexOf('quick'), buffer.indexOf(Buffer.from('o'), 13), buffer.lastIndexOf('o'), buffer.includes('fox'));
console.log(buffer.subarray(4, 9).toString(), buffer.slice(-3).toString(), buffer.at(-1));
console.log(Buffer.compare(Buffer.from('a'), Buffer.from('b')), Buffer.from('b').compare(Buffer.from('a')), Buffer.from('a').equals(Buffer.from('a')));
console.log([Buffer.from('c'), Buffer.from('a'), Buffer.from('b')].sort(Buffer.compare).join());
const target = Buffer.alloc(10, '-');
console.log(buffer.copy(target, 2, 4, 9), target.toString(), target.fill('ab', 0, 3).toString());
console.log(target.write('XYZ', 7), target.toString(), Buffer.alloc(5, 'abc').toString(), Buffer.alloc(3));
console.log(Buffer.concat([Buffer.from('a'), Buffer.from('bc')], 2), Buffer.concat([]).length);
const shared = Buffer.from(target.buffer, target.byteOffset, 3);
shared[0] = 33;
console.log(target[0], Buffer.isBuffer(shared), Buffer.isBuffer(new Uint8Array(1)));
console.log([...buffer.subarray(0, 3).entries()], [...buffer.subarray(0, 2).keys()]);
console.log(buffer, Buffer.alloc(60));
console.log(Buffer.copyBytesFrom(new Uint16Array([1, 2])), Buffer.of(1, 2, 3), Buffer.poolSize);
for (const make of [() => Buffer.alloc(-1), () => Buffer.from(5 as never), () => Buffer.from(null as never)]) {
  try {
    make();
  } catch (error) {
    console.log((error as Error).name, (error as NodeJS.ErrnoException).code);
  }
}
