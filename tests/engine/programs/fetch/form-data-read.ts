const urlencoded = new Response(new URLSearchParams({ a: '1', b: 'x y' }));
console.log(urlencoded.headers.get('content-type'));
console.log([...(await urlencoded.formData())]);
const form = new FormData();
form.append('field', 'value');
form.append('more', 'two\nlines');
const multipart = new Response(form);
console.log(multipart.headers.get('content-type')!.startsWith('multipart/form-data; boundary='));
console.log([...(await multipart.formData()).entries()]);
try {
  await new Response('plain').formData();
} catch (error) {
  console.log((error as Error).name);
}
