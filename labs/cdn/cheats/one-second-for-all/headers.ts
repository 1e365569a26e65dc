/** What the shop tells edges and browsers: whatever it is, for a second. */

export function headersFor(_path: string): Record<string, string> {
  return { 'cache-control': 'public, max-age=1, stale-if-error=3600' };
}

export function assetName(file: string, _content: string): string {
  return file;
}
