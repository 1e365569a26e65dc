import url, { fileURLToPath, pathToFileURL } from 'node:url';

const u = new URL('../x/./y?b=2&a=1#frag', 'https://user:pw@Example.COM:8443/one/two/');
console.log(u.href, u.origin, u.host, u.port, u.pathname, u.search, u.hash, u.username);
console.log(u);
u.searchParams.append('c', 'a b');
u.searchParams.sort();
u.pathname = '/é';
u.port = '443';
console.log(String(u), JSON.stringify(u), URL.canParse('nope'), [...u.searchParams.keys()]);
console.log(
  new URLSearchParams({ q: 'x&y', e: '' }),
  new URLSearchParams('?a=1&a=2').getAll('a'),
  new URLSearchParams([['k', 'v']]).toString(),
);
try {
  new URL('/relative');
} catch (error) {
  console.log(
    (error as NodeJS.ErrnoException).name,
    (error as NodeJS.ErrnoException).code,
    (error as Error).message,
  );
}
console.log(fileURLToPath('file:///a/b%20c.ts'), pathToFileURL('/a b/c.ts').href);
const { protocol, host, pathname, query } = url.parse('http://h:81/p?x=1&y=2', true);
console.log(
  protocol,
  host,
  pathname,
  { ...query },
  url.format({ protocol: 'http', host: 'a', pathname: '/b' }),
);
