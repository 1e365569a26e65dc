function show(what: string, make: () => unknown): void {
  try {
    console.log(what, make());
  } catch (error) {
    console.log(what, `${(error as Error).name}: ${(error as Error).message}`);
  }
}
const made = (init: unknown) => () => new Headers(init as HeadersInit);

show('a bad name', made({ 'bad name': 'x' }));
show('a line end', made({ a: 'x\ny' }));
show('not a byte', made({ a: '€' }));
show('a name of no bytes', made({ '€': '1' }));
show('three', made([['a', '1', '2']]));
show('one', made([['a']]));
show('no pair', made(['ab']));
show('a text', made('abc'));
show('a number', made(5));
show('null', made(null));
show('undefined', made(undefined));
show('a map', made(new Map([['q', '1']])));
show('odd values', made({ a: 1, b: null, c: undefined, d: [1, 2] }));
show('a symbol as name', made({ [Symbol('s')]: '1' }));
show('a symbol as value', made({ a: Symbol('x') }));
show('inherited', made(Object.assign(Object.create({ inherited: '1' }) as object, { own: '2' })));

const headers = new Headers({ B: ' x ', a: '1' });
headers.append('A', '2');
headers.append('Set-Cookie', 'x=1');
headers.append('set-cookie', 'y=2');
headers.append('Cookie', 'p=1');
headers.append('cookie', 'q=2');
show('shown', () => headers);
show('as JSON', () => JSON.stringify([...headers]));
show('cookies', () => [headers.get('set-cookie'), headers.getSetCookie(), headers.get('COOKIE')]);
const any = headers as unknown as Record<string, (...args: unknown[]) => unknown>;
for (const [name, ...args] of [
  ['get'],
  ['has'],
  ['delete'],
  ['append', 'a'],
  ['set', 'a'],
  ['forEach'],
  ['forEach', 5],
  ['get', 'bad name'],
  ['has', 'bad name'],
  ['delete', 'bad name'],
  ['set', 'bad name', '1'],
  ['set', 'a', 'x\0'],
  ['append', 'a', ' \t '],
] as const) {
  show(`${name}(${JSON.stringify(args)})`, () => any[name]!(...args));
}
show('tags', () => [
  Object.prototype.toString.call(headers),
  Object.prototype.toString.call(headers.entries()),
  Headers.name,
  Headers.length,
]);
show('iterators', () => [headers.keys(), Headers.prototype.entries === Headers.prototype[Symbol.iterator]]);
show('names', () => Object.keys(Headers.prototype).sort().join());
show('changed meanwhile', () => {
  const seen: string[] = [];
  const list = new Headers({ a: '1', b: '2' });
  for (const [name] of list) {
    seen.push(name);
    if (name === 'a') list.set('c', '3');
  }
  return seen.join();
});
headers.set('Set-Cookie', 'z=3');
show('set', () => [headers.getSetCookie(), [...headers.keys()]]);
headers.delete('SET-COOKIE');
show('deleted', () => [headers.getSetCookie(), headers.has('set-cookie')]);
const copy = new Headers(headers);
copy.set('b', 'other');
show('a copy is its own', () => [headers.get('b'), copy.get('b')]);
