import { setTimeout as wait } from 'node:timers/promises';

async function* numbers(upTo: number): AsyncGenerator<number, string, void> {
  try {
    for (let n = 1; n <= upTo; n++) {
      await wait(2);
      yield n;
    }
    return 'done';
  } finally {
    console.log('cleaned up');
  }
}
for await (const n of numbers(5)) {
  if (n === 3) break;
  console.log(n);
}
const rest = numbers(1);
console.log(await rest.next(), await rest.next(), await rest.next());
function* fib(): Generator<number> {
  let [a, b] = [0, 1];
  for (;;) {
    yield a;
    [a, b] = [b, a + b];
  }
}
console.log([...fib().take(10)], Array.from(new Set([3, 1, 3]).values()));
const map = new Map([
  ['a', 1],
  ['b', 2],
]);
for (const [key, value] of map) console.log(key, value);
const { a, ...others } = { a: 1, b: 2, c: 3 };
console.log(
  a,
  others,
  [1, [2, [3, [4]]]].flat(2),
  [3, 1, 2].toSorted(),
  'a-b-c'.replaceAll('-', '+'),
  [1, 2, 3].at(-1),
);
outer: for (let i = 0; i < 3; i++) {
  for (let j = 0; j < 3; j++) {
    if (j === 2) continue outer;
    if (i === 2) break outer;
    console.log(i, j);
  }
}
console.log(
  2n ** 64n,
  0.1 + 0.2,
  1_000_000,
  (1234.5678).toFixed(2),
  parseInt('7f', 16),
  Number('x'),
  7 % -3,
  -7 >> 1,
  -7 >>> 28,
);
