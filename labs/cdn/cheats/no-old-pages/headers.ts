/** What the shop tells edges and browsers; of pages that are old it says nothing. */

export function headersFor(path: string): Record<string, string> {
  if (path === '/account') return { 'cache-control': 'private, no-store' };
  if (path.startsWith('/assets/'))
    return { 'cache-control': 'public, max-age=31536000, immutable' };
  return { 'cache-control': 'public, max-age=1' };
}

export function assetName(file: string, content: string): string {
  return `${content.length}-${content.replace(/\W/g, '')}/${file}`;
}
