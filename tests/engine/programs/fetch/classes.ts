const answer = new Response('text', { status: 201, statusText: 'Made', headers: { 'x-a': '1' } });
console.log(
  answer.status,
  answer.statusText,
  answer.ok,
  answer.headers.get('x-a'),
  answer.headers.get('content-type'),
);
console.log(await answer.text());
const json = Response.json({ a: [1] }, { status: 404 });
console.log(json.status, json.ok, json.headers.get('content-type'), await json.json());
console.log(
  (await new Response(new Uint8Array([1, 2])).arrayBuffer()).byteLength,
  await new Response(null).text(),
);
console.log(new Response(null, { status: 204 }).body);
try {
  new Response('x', { status: 99 });
} catch (error) {
  console.log((error as Error).name);
}
const request = new Request('http://a/b?c=1', {
  method: 'post',
  headers: { 'X-A': '2' },
  body: 'hi',
});
console.log(request.method, request.url, request.headers.get('x-a'), await request.text());
