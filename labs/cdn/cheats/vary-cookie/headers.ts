/** What the shop tells edges and browsers; account pages are kept, one for each cookie. */

export function headersFor(path: string): Record<string, string> {
  if (path === '/account') return { 'cache-control': 'public, max-age=3600', vary: 'Cookie' };
  if (path.startsWith('/assets/'))
    return { 'cache-control': 'public, max-age=31536000, immutable' };
  return { 'cache-control': 'public, max-age=1, stale-if-error=3600' };
}

export function assetName(file: string, content: string): string {
  return `${content.length}-${content.replace(/\W/g, '')}/${file}`;
}
