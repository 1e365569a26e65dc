const plain = new Request('http://example.com/path?q=1');
console.log(plain.method, plain.url, plain.redirect, plain.bodyUsed, plain.body);
const post = new Request('http://example.com', {
  method: 'post',
  headers: { 'X-One': '1' },
  body: 'text',
});
console.log(post.method, post.headers.get('x-one'), post.headers.get('content-type'));
const copy = post.clone();
console.log(await post.text(), post.bodyUsed, copy.bodyUsed, await copy.text());
const derived = new Request(plain, { method: 'DELETE' });
console.log(derived.method, derived.url);
for (const make of [
  () => new Request('/relative'),
  () => new Request('http://a', { method: 'GET', body: 'x' }),
  () => new Request('http://a', { method: 'BAD METHOD' }),
]) {
  try {
    make();
    console.log('made');
  } catch (error) {
    console.log((error as Error).name);
  }
}
const json = new Request('http://a', { method: 'PUT', body: JSON.stringify({ a: [1] }) });
console.log(await json.json(), new Request('http://a').signal.aborted);
