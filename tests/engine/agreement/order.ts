// Sorting, keys, and who comes first.
let seed = 7;
const next = () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
  return (seed >>> 0) / 4294967296;
};
for (const size of [2, 5, 10, 11, 22, 23, 50, 512, 1000]) {
  const list = Array.from({ length: size }, (_, i) => i);
  let asked = 0;
  const mixed = [...list].sort(() => {
    asked++;
    return next() - 0.5;
  });
  console.log(size, asked, mixed.slice(0, 50).join());
  console.log([...list].sort((a, b) => (a % 3) - (b % 3)).slice(0, 50).join());
  console.log(list.toSorted((a, b) => a > b).slice(0, 20).join(), list.toSorted(() => 0).slice(0, 20).join(), list.toSorted(() => -1).slice(0, 20).join(), list.toSorted(() => 1).slice(0, 20).join());
  let said = '';
  [...list].reverse().sort((a, b) => {
    if (said.length < 200) said += `${a}:${b} `;
    return a - b;
  });
  console.log(said);
  console.log(Float64Array.from(list).sort(() => next() - 0.5).slice(0, 30).join());
}
console.log([3, undefined, 1, , 2].sort(), [10, 9, 1, 'b', 'B', 'a', null].sort());
try {
  [3, 2, 1].sort(() => { throw new Error('stop'); });
} catch (error) { console.log(error.message); }
const keys = { b: 1, 10: 1, a: 1, 2: 1, [Symbol('s')]: 1, '-1': 1, '01': 1 };
console.log(Object.keys(keys), JSON.stringify(keys), Reflect.ownKeys(keys).map(String));
delete keys.b;
keys.b = 2;
const inherited = Object.create({ z: 1, a: 2 }, { y: { value: 1, enumerable: true } });
const seen = [];
for (const key in inherited) { seen.push(key); }
for (const key in { ...keys, m: 1 }) seen.push(key);
for (const key in 'abc') seen.push(key);
for (const key in [1, , 2]) seen.push(key);
console.log(seen);
const map = new Map([['a', 1], ['b', 2]]);
const visited = [];
for (const [key] of map) { visited.push(key); if (key === 'a') { map.delete('b'); map.set('c', 1); map.delete('a'); map.set('a', 2); } if (visited.length > 10) break; }
console.log(visited, Array.from(map), [...new Set([NaN, NaN, 0, -0])]);
console.log(Object.entries(Object.groupBy([1, 2, 3, 11], (n) => (n > 2 ? 'big' : 'small'))), structuredClone(new Map([[{ a: 1 }, new Set([1])]])));
console.log('x'.repeat(3).replace(/x/g, (...all) => JSON.stringify(all)), 'a1b2'.split(/(\d)/), 'aXbX'.matchAll(/(?<n>[a-z])X/g).toArray().map((m) => [m.index, { ...m.groups }]));
