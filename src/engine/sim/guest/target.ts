/** Where a request goes, read from what a program names. */
import { unsupported } from './errors.ts';

export interface Target {
  readonly hostname: string;
  readonly port: number;
  /** With its port, where that is not 80. */
  readonly host: string;
  /** With its query. */
  readonly path: string;
  readonly href: string;
}

/** Ports that browsers and Node's fetch refuse; the few a program is likely to meet. */
const BAD_PORTS = new Set([
  1, 7, 21, 22, 23, 25, 53, 110, 143, 465, 587, 993, 995, 6000, 6665, 6666, 6667,
]);

/**
 * Addresses that `URL` would leave as they are: nearly all, and it takes a browser some
 * microseconds. A name of one label that begins with a letter is no number; neither `'` nor what
 * else is escaped somewhere may stand in it.
 */
const PLAIN =
  /^http:\/\/((?!xn--)[a-z][a-z0-9-]*)(?::([1-9]\d{0,4}))?(\/[\w\-.~!$&()*+,;=:@/%]*)?(\?[\w\-.~!$&()*+,;=:@/%?]+)?$/;
/** Segments that are resolved: `/./`, `/../`, also where they are escaped. */
const DOTS = /\/\.|%2e/i;

/**
 * @param base what it may be relative to: the address of an answer that leads on
 * @throws TypeError for what a lab's `fetch` does not reach, in Node's words
 */
export function targetOf(input: unknown, base?: string): Target {
  const text = String(input);
  const target = plain(text) ?? parsed(text, base);
  if (BAD_PORTS.has(target.port))
    throw new TypeError('fetch failed', { cause: new Error('bad port') });
  return target;
}

function plain(text: string): Target | null {
  const [, hostname, digits, path = '/', query = ''] = PLAIN.exec(text) ?? [];
  if (hostname === undefined || DOTS.test(path)) return null;
  if (digits === undefined) {
    const href = `http://${hostname}${path}${query}`;
    return { hostname, port: 80, host: hostname, path: path + query, href };
  }
  const port = Number(digits);
  if (port === 80 || port > 65_535) return null;
  const host = `${hostname}:${digits}`;
  return { hostname, port, host, path: path + query, href: `http://${host}${path}${query}` };
}

function parsed(text: string, base: string | undefined): Target {
  let url: URL;
  try {
    url = new URL(text, base);
  } catch {
    throw new TypeError(`Failed to parse URL from ${text}`, {
      cause: new TypeError('Invalid URL'),
    });
  }
  if (url.protocol === 'https:') {
    throw new TypeError('fetch failed', {
      cause: unsupported(
        `fetch('${url.origin}')`,
        'A lab has no internet: the machines of its diagram are reached by http:.',
      ),
    });
  }
  if (url.protocol !== 'http:')
    throw new TypeError('fetch failed', { cause: new Error('unknown scheme') });
  return {
    hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(url.port || 80),
    host: url.host,
    path: url.pathname + url.search,
    href: url.href,
  };
}
