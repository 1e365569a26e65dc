/** What the shop tells edges and browsers. Files keep their URL from release to release. */

export function headersFor(path: string): Record<string, string> {
  if (path === '/account') return { 'cache-control': 'private, no-store' };
  if (path.startsWith('/assets/')) return { 'cache-control': 'public, max-age=31536000' };
  return { 'cache-control': 'public, max-age=1, stale-if-error=3600' };
}

export function assetName(file: string, _content: string): string {
  return file;
}
