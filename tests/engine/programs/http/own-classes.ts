// Classes without `new`, classes derived from them, agents that are told otherwise.
import http from 'node:http';

class Request extends http.IncomingMessage {
  shout() {
    return this.url!.toUpperCase();
  }
}
class Response extends http.ServerResponse<http.IncomingMessage> {
  say(text: string) {
    this.end(`${this.statusCode} ${text}`);
  }
}
class Agent extends http.Agent {
  override createConnection(...args: Parameters<http.Agent['createConnection']>) {
    console.log('createConnection');
    return super.createConnection(...args);
  }
}
const plain = (http as unknown as { Agent: () => http.Agent }).Agent();
console.log(plain instanceof http.Agent, plain.constructor.name);
const agent = new Agent({ keepAlive: true });
const server = http.createServer({ IncomingMessage: Request, ServerResponse: Response }, (req, res) => {
  console.log(req instanceof http.IncomingMessage, res instanceof http.OutgoingMessage);
  res.say(req.shout());
});
const get = (path: string) =>
  new Promise<void>((resolve) => {
    http.get({ port: process.env['PORT'], path, agent }, (res) => {
      res.on('data', (part: Buffer) => console.log(String(part)));
      res.on('end', resolve);
    });
  });
server.listen(Number(process.env['PORT']), async () => {
  await get('/a');
  await get('/b');
  agent.destroy();
  server.close();
});
