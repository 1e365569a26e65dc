const headers = new Headers([
  ['B', '2'],
  ['a', '1'],
  ['b', '3'],
]);
headers.append('Set-Cookie', 'x=1');
headers.append('Set-Cookie', 'y=2');
console.log([...headers], headers.getSetCookie());
console.log([...headers.keys()], [...headers.values()].length);
headers.set('B', 'only');
headers.delete('a');
console.log(headers.get('b'), headers.get('a'), headers.has('SET-COOKIE'));
const seen: string[] = [];
headers.forEach((value, name) => seen.push(`${name}=${value}`));
console.log(seen);
console.log([...new Headers({ One: ' padded ', two: 'x' })], [...new Headers(headers)].length);
for (const make of [
  () => new Headers({ 'bad name': 'x' }),
  () => new Headers({ name: 'bad\nvalue' }),
  () => new Headers([['just one']] as never),
]) {
  try {
    make();
    console.log('made');
  } catch (error) {
    console.log((error as Error).name);
  }
}
