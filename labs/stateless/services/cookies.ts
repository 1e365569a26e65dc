/** Cookies, as far as this shop needs them. */
import type { IncomingMessage } from 'node:http';

/** The value of one cookie of a request. */
export function cookie(request: IncomingMessage, name: string): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(/;\s*/);
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
