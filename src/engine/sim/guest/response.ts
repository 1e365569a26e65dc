/** `Response` for every process of a realm. */
import type { RawHeaders } from '../protocol.ts';
import { Bodied, givenBody, type Source } from './body.ts';
import { headersOf, LabHeaders, type HeadersInit } from './headers.ts';
import { named } from './platform.ts';

/** What the network knows of a response. */
export interface ResponseFacts {
  readonly status: number;
  readonly statusText: string;
  readonly raw: RawHeaders;
  readonly url: string;
  readonly redirected: boolean;
  readonly type: 'basic' | 'default' | 'error';
  readonly body: Source | null;
}

/** Marks facts that come from the network, apart from a body that a program passes. */
class FactsBox {
  readonly facts: ResponseFacts;
  constructor(facts: ResponseFacts) {
    this.facts = facts;
  }
}

interface ResponseInit {
  readonly status?: number;
  readonly statusText?: string;
  readonly headers?: HeadersInit;
}

/** Statuses whose responses have no body. */
const BODILESS: readonly number[] = [101, 103, 204, 205, 304];

export class LabResponse extends Bodied {
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly redirected: boolean;
  readonly type: ResponseFacts['type'];
  readonly #raw: RawHeaders;
  #headers: LabHeaders | null = null;

  constructor(body?: unknown, init: ResponseInit = {}) {
    super();
    const facts = body instanceof FactsBox ? body.facts : null;
    this.status = facts?.status ?? init.status ?? 200;
    this.statusText = facts?.statusText ?? init.statusText ?? '';
    this.url = facts?.url ?? '';
    this.redirected = facts?.redirected ?? false;
    this.type = facts?.type ?? 'default';
    this.#raw = facts?.raw ?? [];
    if (facts) {
      this.setBody(BODILESS.includes(facts.status) ? null : facts.body);
      return;
    }
    if (!(this.status >= 200 && this.status <= 599)) {
      throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
    }
    this.#headers = new LabHeaders(init.headers);
    if (body === null || body === undefined) return;
    if (BODILESS.includes(this.status)) {
      throw new TypeError(`Response constructor: Invalid response status code ${this.status}`);
    }
    const given = givenBody(body);
    if (given.type && !this.#headers.has('content-type'))
      this.#headers.set('content-type', given.type);
    this.setBody(given.source);
  }

  static json(value: unknown, init: ResponseInit = {}): LabResponse {
    const headers = new LabHeaders(init.headers);
    if (!headers.has('content-type')) headers.set('content-type', 'application/json');
    const text = JSON.stringify(value) as string | undefined;
    if (text === undefined) throw new TypeError('Value is not JSON serializable');
    return new LabResponse(text, { ...init, headers });
  }

  static error(): LabResponse {
    return responseOf({
      status: 0,
      statusText: '',
      raw: [],
      url: '',
      redirected: false,
      type: 'error',
      body: null,
    });
  }

  static redirect(url: string | URL, status = 302): LabResponse {
    const location = new URL(url).href;
    if (![301, 302, 303, 307, 308].includes(status)) {
      throw new RangeError(`Invalid status code ${status}`);
    }
    return new LabResponse(null, { status, headers: { location } });
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  get headers(): LabHeaders {
    return (this.#headers ??= headersOf(this.#raw));
  }

  /** A second response with the same body. */
  clone(): LabResponse {
    const body = this.forkBody('Response');
    const { status, statusText, url, redirected, type } = this;
    const raw = [...this.headers].flat();
    return responseOf({ status, statusText, raw, url, redirected, type, body });
  }
}

named(LabResponse, 'Response');

/** The response that came from the network. */
export function responseOf(facts: ResponseFacts): LabResponse {
  return new LabResponse(new FactsBox(facts));
}
