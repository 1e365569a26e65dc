/** What the shop tells edges and browsers: that nobody may keep anything. */

export function headersFor(): Record<string, string> {
  return { 'cache-control': 'private, no-store' };
}

export function assetName(file: string): string {
  return file;
}
