/** What the shop tells edges and browsers: whatever it is, for a second. */

export function headersFor(): Record<string, string> {
  return { 'cache-control': 'public, max-age=1, stale-if-error=3600' };
}

export function assetName(file: string): string {
  return file;
}
