/** `Request` for every process of a realm. */
import { Bodied, givenBody, type GivenBody } from './body.ts';
import { LabHeaders, type HeadersInit } from './headers.ts';
import { named } from './platform.ts';

export interface RequestInit {
  readonly method?: string;
  readonly headers?: HeadersInit;
  readonly body?: unknown;
  readonly signal?: AbortSignal | null;
  readonly redirect?: 'follow' | 'manual' | 'error';
  readonly duplex?: 'half';
}

/** Methods that are written in capitals however a program writes them; others stay as they are. */
const NORMALISED = /^(?:delete|get|head|options|post|put)$/i;
const FORBIDDEN = /^(?:connect|trace|track)$/i;

export class LabRequest extends Bodied {
  readonly method: string;
  readonly url: string;
  readonly headers: LabHeaders;
  #signal: AbortSignal | null;
  readonly redirect: 'follow' | 'manual' | 'error';
  readonly duplex = 'half';
  readonly #given: GivenBody | null;

  constructor(input: unknown, init: RequestInit = {}) {
    super();
    const from = input instanceof LabRequest ? input : null;
    this.url = from ? from.url : parsed(input).href;
    this.method = methodOf(init.method ?? from?.method ?? 'GET');
    this.headers = new LabHeaders(init.headers ?? from?.headers);
    this.#signal = init.signal ?? from?.signal ?? null;
    this.redirect = init.redirect ?? from?.redirect ?? 'follow';
    const own = init.body !== undefined && init.body !== null;
    if (own && (this.method === 'GET' || this.method === 'HEAD')) {
      throw new TypeError('Request with GET/HEAD method cannot have body.');
    }
    this.#given = own ? givenBody(init.body) : (from?.passOn() ?? null);
    if (!this.#given) return;
    const { source, known, type } = this.#given;
    if (own && known === undefined && init.duplex === undefined) {
      throw new TypeError('RequestInit: duplex option is required when sending a body.');
    }
    if (type && !this.headers.has('content-type')) this.headers.set('content-type', type);
    this.setBody(source);
  }

  get signal(): AbortSignal {
    return (this.#signal ??= new AbortController().signal);
  }

  /** The body for whoever sends it: this request's own counts as read. @throws when it was read */
  passOn(): GivenBody | null {
    const source = this.takeSource();
    return source && { source, known: this.#given?.known, type: null };
  }

  /** A second request with the same body. */
  clone(): LabRequest {
    const { method, headers, signal, redirect } = this;
    const copy = new LabRequest(this.url, { method, headers, signal, redirect });
    copy.setBody(this.forkBody('Request'));
    return copy;
  }
}

named(LabRequest, 'Request');

function parsed(input: unknown): URL {
  let url: URL;
  try {
    url = new URL(String(input));
  } catch {
    throw new TypeError(`Failed to parse URL from ${String(input)}`, {
      cause: new TypeError('Invalid URL'),
    });
  }
  if (url.username || url.password) {
    throw new TypeError(
      `Request cannot be constructed from a URL that includes credentials: ${url.href}`,
    );
  }
  return url;
}

/** The method as it is sent. @throws TypeError for one that fetch does not send */
export function methodOf(method: string): string {
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(method)) {
    throw new TypeError(`'${method}' is not a valid HTTP method.`);
  }
  if (FORBIDDEN.test(method)) throw new TypeError(`'${method}' HTTP method is unsupported.`);
  return NORMALISED.test(method) ? method.toUpperCase() : method;
}
