import http from 'node:http';

const form = new FormData();
form.append('name', 'Ada');
form.append('tag', 'a');
form.append('tag', 'b "quoted"');
form.set('name', 'Grace');
console.log(form.get('name'), form.getAll('tag'), form.has('none'), [...form.keys()]);
const server = http.createServer(async (req, res) => {
  let body = '';
  for await (const part of req) body += String(part);
  const type = req.headers['content-type']!;
  const boundary = type.split('boundary=')[1]!;
  console.log(type.replace(boundary, 'B'));
  console.log(body.replaceAll(boundary, 'B').split('\r\n'));
  res.end();
});
server.listen(Number(process.env['PORT']), async () => {
  await fetch(`http://localhost:${process.env['PORT']}`, { method: 'POST', body: form });
  server.close();
  server.closeAllConnections();
});
