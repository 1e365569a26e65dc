const json = Response.json({ a: 1 }, { status: 201, headers: { 'x-a': 'b' } });
console.log(json.status, json.ok, json.headers.get('content-type'), json.headers.get('x-a'));
console.log(await json.json(), json.bodyUsed);
try {
  await json.text();
} catch (error) {
  console.log((error as Error).name, (error as Error).message);
}
const error = Response.error();
console.log(error.status, error.type, error.ok);
const redirect = Response.redirect('http://example.com/next', 307);
console.log(redirect.status, redirect.headers.get('location'));
const first = new Response('body', { statusText: 'Fine' });
const second = first.clone();
console.log(await first.text(), await second.text(), first.statusText, first.type, first.url);
const bytes = new Response(new Uint8Array([1, 2, 3]));
console.log(new Uint8Array(await bytes.arrayBuffer()), bytes.headers.get('content-type'));
console.log(await new Response().text(), new Response(null).body, new Response('').body === null);
for (const make of [
  () => new Response('x', { status: 99 }),
  () => new Response('x', { status: 204 }),
  () => Response.redirect('http://a', 200),
]) {
  try {
    make();
    console.log('made');
  } catch (problem) {
    console.log((problem as Error).name);
  }
}
