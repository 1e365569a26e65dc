import querystring from 'node:querystring';

console.log({ ...querystring.parse('a=1&b=2&a=3&c&=d&e=%20%E2%82%AC+x') });
console.log({ ...querystring.parse('a:1;b:2', ';', ':'), ...querystring.parse('x=1&y=2&z=3', '&', '=', { maxKeys: 2 }) });
console.log({ ...querystring.parse('bad=%zz&half=%E2%82') });
console.log(querystring.stringify({ a: [1, 'two', true], b: null, c: undefined, d: 5n, e: 'ü &=' }));
console.log(querystring.stringify({ a: 1, b: 2 }, ';', ':'), querystring.stringify('text' as never) === '');
console.log(querystring.escape("a b'()*!~"), querystring.unescape('a%20b%zz'));
console.log(querystring.decode === querystring.parse, querystring.encode === querystring.stringify);
console.log(querystring.stringify({ x: Number.NaN, y: Infinity, z: {} }));
