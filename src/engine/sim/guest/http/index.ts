/** `node:http` as programs import it. */
import type { NodeModule } from '../runtime.ts';
import type { Loop } from '../loop.ts';
import type { Net } from '../net.ts';
import { named } from '../platform.ts';
import { Agent, type AgentOptions } from './agent.ts';
import { ClientRequest, requestOptions, type ClientContext } from './client.ts';
import { checkHeader } from './headers.ts';
import { IncomingMessage } from './incoming.ts';
import { OutgoingMessage } from './outgoing.ts';
import {
  Server,
  ServerResponse,
  type HttpContext,
  type RequestListener,
  type ServerOptions,
} from './server.ts';
import { METHODS, STATUS_CODES } from './status.ts';

export interface HttpSetup {
  readonly loop: Loop;
  readonly net: Net;
  readonly httpDate: () => string;
  readonly watch: (result: unknown) => void;
}

/** The module for one process. */
export function createHttp({ loop, net, httpDate, watch }: HttpSetup): NodeModule {
  const serverContext: HttpContext = { loop, net, httpDate, watch };

  class ProcessAgent extends Agent {
    constructor(options?: AgentOptions) {
      super(net, loop, options);
    }
  }
  class ProcessServer extends Server {
    constructor(options?: ServerOptions | RequestListener, listener?: RequestListener) {
      super(serverContext, options, listener);
    }
  }
  const globalAgent = new ProcessAgent({ keepAlive: true, scheduling: 'lifo', timeout: 5000 });
  const clientContext: ClientContext = {
    loop,
    net,
    globalAgent,
    newAgent: () => new ProcessAgent(),
    watch,
  };
  const request = (...args: unknown[]): ClientRequest => {
    const { options, listener } = requestOptions(args);
    return new ClientRequest(clientContext, options, listener);
  };
  const http = {
    METHODS,
    STATUS_CODES,
    Agent: named(ProcessAgent, 'Agent'),
    Server: named(ProcessServer, 'Server'),
    ServerResponse,
    IncomingMessage,
    ClientRequest,
    OutgoingMessage,
    globalAgent,
    maxHeaderSize: 16384,
    createServer: (options?: ServerOptions | RequestListener, listener?: RequestListener) =>
      new ProcessServer(options, listener),
    request,
    get: (...args: unknown[]): ClientRequest => {
      const sent = request(...args);
      sent.end();
      return sent;
    },
    validateHeaderName: (name: string) => checkHeader(name, ''),
    validateHeaderValue: (name: string, value: unknown) => checkHeader(name, value),
    setMaxIdleHTTPParsers: () => {},
  };
  return { ...http, default: http };
}
