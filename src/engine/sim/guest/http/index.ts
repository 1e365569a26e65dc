/** `node:http` as programs import it. */
import type { NodeModule } from '../runtime.ts';
import type { Loop } from '../loop.ts';
import type { ClientConnection, Net, ServerConnection } from '../net.ts';
import { Agent, type AgentContext, type AgentOptions } from './agent.ts';
import { callable } from './callable.ts';
import { ClientRequest, type ClientContext } from './client.ts';
import { checkHeader } from './headers.ts';
import { IncomingMessage } from './incoming.ts';
import { OutgoingMessage } from './outgoing.ts';
import { requestOptions } from './request-options.ts';
import { ServerResponse, type Asked, type HttpContext } from './response.ts';
import { Server, type RequestListener, type ServerContext, type ServerOptions } from './server.ts';
import { HttpSocket } from './socket.ts';
import { METHODS, STATUS_CODES } from './status.ts';

export interface HttpSetup {
  readonly loop: Loop;
  readonly net: Net;
  readonly httpDate: () => string;
  readonly watch: (result: unknown) => void;
}

/** What a class that a program derived is to be filled with while it is made. */
interface Filling {
  readonly raw: readonly string[];
  readonly socket: () => HttpSocket | null;
}

/** The module for one process. */
export function createHttp({ loop, net, httpDate, watch }: HttpSetup): NodeModule {
  const clientSocket = (connection: ClientConnection): HttpSocket => {
    if (connection.watcher) return connection.watcher as HttpSocket;
    const { host, port } = connection.origin;
    const remoteAddress = net.addressOf(host);
    const ends = { remoteAddress, remotePort: port, ...net.clientEnd(connection) };
    return (connection.watcher = new HttpSocket(loop, connection, ends));
  };
  const serverSocket = (connection: ServerConnection): HttpSocket => {
    if (connection.watcher) return connection.watcher as HttpSocket;
    const { remoteAddress, acceptor } = connection;
    const remotePort = net.portOf(connection);
    const ends = { remoteAddress, remotePort, ...net.serverEnd(acceptor.port) };
    return (connection.watcher = new HttpSocket(loop, connection, ends));
  };
  const http: HttpContext = { loop, net, httpDate, watch, socketOf: serverSocket };
  const agents: AgentContext = { loop, net, socketOf: clientSocket };
  let filling: Filling | null = null;
  let asked: Asked | null = null;

  const servers: ServerContext = {
    ...http,
    newIncoming: (Class, request, connection) => {
      filling = { raw: request.headers, socket: () => serverSocket(connection) };
      return new Class(serverSocket(connection));
    },
    newResponse: (Class, incoming, to) => {
      asked = to;
      return new Class(incoming);
    },
  };
  const AgentClass = callable('Agent', Agent, ([options]) => [agents, options]);
  const newAgent = (options?: AgentOptions): Agent => AgentClass(options);
  const module: Record<string, unknown> = {
    METHODS,
    STATUS_CODES,
    Agent: AgentClass,
    Server: callable('Server', Server, (given) => [servers, ...given]),
    OutgoingMessage: callable('OutgoingMessage', OutgoingMessage, () => [loop]),
    IncomingMessage: callable('IncomingMessage', IncomingMessage, ([socket]) => {
      const { raw, socket: get } = filling ?? {
        raw: [],
        socket: () => (socket ?? null) as HttpSocket | null,
      };
      filling = null;
      return [loop, raw, get];
    }),
    ServerResponse: callable('ServerResponse', ServerResponse, ([incoming]) => {
      const to = asked;
      asked = null;
      return [http, incoming, to];
    }),
    globalAgent: newAgent({ keepAlive: true, scheduling: 'lifo', timeout: 5000 }),
    maxHeaderSize: 16384,
  };
  const clients: ClientContext = {
    loop,
    net,
    globalAgent: () => module['globalAgent'] as Agent,
    newAgent: () => newAgent(),
    socketOf: clientSocket,
    watch,
  };
  const request = (...args: unknown[]): ClientRequest => {
    const { options, listener } = requestOptions(args);
    return new ClientRequest(clients, options, listener);
  };
  Object.assign(module, {
    ClientRequest: callable('ClientRequest', ClientRequest, (args) => {
      const { options, listener } = requestOptions(args);
      return [clients, options, listener];
    }),
    createServer: (options?: ServerOptions | RequestListener, listener?: RequestListener) =>
      new Server(servers, options, listener),
    request,
    get: (...args: unknown[]): ClientRequest => {
      const sent = request(...args);
      sent.end();
      return sent;
    },
    validateHeaderName: (name: string, label?: string) => checkHeader(name, '', label),
    validateHeaderValue: (name: string, value: unknown) => checkHeader(name, value),
    setMaxIdleHTTPParsers: () => {},
  });
  return { ...module, default: module };
}
