/** What the shop tells edges and browsers; versions of files stand behind a question mark. */

export function headersFor(path: string): Record<string, string> {
  if (path === '/account') return { 'cache-control': 'private, no-store' };
  if (path.startsWith('/assets/') || path.startsWith('/photo/')) {
    return { 'cache-control': 'public, max-age=31536000' };
  }
  return { 'cache-control': 'public, max-age=1, stale-if-error=3600' };
}

export function assetName(file: string, content: string): string {
  return `${file}?v=${encodeURIComponent(content)}`;
}
