// What programs see of the connection, and of an agent's.
import http from 'node:http';

const server = http.createServer((req, res) => {
  const { socket } = req;
  console.log(socket === res.socket, socket.destroyed, socket.remoteFamily !== undefined, typeof socket.remotePort);
  res.on('close', () => console.log('server: closed', res.destroyed, res.socket));
  res.end('ok');
});
server.on('connection', (socket) => socket.on('close', () => console.log('server: connection closed')));
server.listen(Number(process.env['PORT']), () => {
  const agent = new http.Agent({ maxSockets: 1 });
  const name = agent.getName({ host: 'localhost', port: Number(process.env['PORT']) });
  const get = (then: () => void) =>
    http.get({ host: 'localhost', port: process.env['PORT'], agent }, (res) => {
      console.log(agent.sockets[name]?.length, agent.requests[name]?.length);
      res.resume().on('end', then);
    });
  const first = get(() => console.log('first over', first.destroyed));
  first.on('socket', (socket) => {
    console.log('socket', socket.connecting, socket.destroyed);
    socket.on('connect', () => console.log('connect'));
    socket.on('free', () => console.log('free'));
    socket.on('close', () => console.log('client: connection closed'));
  });
  get(() => setTimeout(() => (console.log(Object.keys(agent.sockets).length), server.close()), 40));
});
