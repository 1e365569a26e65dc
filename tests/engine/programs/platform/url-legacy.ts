import url from 'node:url';

const parsed = url.parse('http://user:pa%20ss@Example.com:8080/p/a/t/h?query=string&a=1#hash', true);
console.log(parsed.protocol, parsed.auth, parsed.host, parsed.port, parsed.hostname, parsed.hash);
console.log(parsed.search, { ...parsed.query }, parsed.pathname, parsed.path, parsed.href);
console.log(url.parse('/only/path?x=1').query, url.parse('mailto:a@b.c').href);
console.log(url.format({ protocol: 'http', host: 'a.b:1', pathname: '/x', query: { q: [1, 2] } }));
console.log(url.resolve('/one/two/three', 'four'), url.resolve('http://a.com/one', '/two'));
console.log(url.fileURLToPath('file:///tmp/a%20b.txt'), url.pathToFileURL('/tmp/a b#c.txt').href);
console.log({ ...url.urlToHttpOptions(new URL('http://u:p@a.b:8/x?y#z')) });
console.log(url.domainToASCII('español.com'));
console.log(url.format(new URL('http://a:b@c/d?e#f'), { auth: false, fragment: false, search: false }));
