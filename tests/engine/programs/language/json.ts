const value = {
  text: 'é "q" \n',
  n: 1.5,
  neg: -0,
  nan: NaN,
  none: undefined,
  fn: () => 1,
  date: new Date(0),
  list: [undefined, null, true],
  nested: { toJSON: () => 'own' },
};
console.log(JSON.stringify(value), JSON.stringify(value, ['text', 'list'], 2));
console.log(JSON.stringify({ a: 1, b: [2] }, (key, v: unknown) => (key === 'a' ? 'one' : v), '\t'));
console.log(JSON.parse('{"a":[1,{"b":2}]}', (key, v: unknown) => (key === 'b' ? 3 : v)));
try {
  JSON.stringify(10n);
} catch (error) {
  console.log((error as Error).name);
}
const loop: { self?: unknown } = {};
loop.self = loop;
try {
  JSON.stringify(loop);
} catch (error) {
  console.log((error as Error).name);
}
const copy = structuredClone({
  map: new Map([[1, new Date(5)]]),
  set: new Set(['x']),
  bytes: new Uint8Array([1, 2]),
});
console.log(copy);
console.log(
  new Intl.NumberFormat('en-US').format(1234567.891),
  (0.256).toLocaleString('en-US', { style: 'percent' }),
);
console.log(
  encodeURIComponent('a b&é'),
  btoa('hi'),
  atob('aGk='),
  new TextEncoder().encode('€'),
  new TextDecoder().decode(new Uint8Array([226, 130, 172])),
);
