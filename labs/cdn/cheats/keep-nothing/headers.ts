/** What the shop tells edges and browsers: that nobody may keep anything. */

export function headersFor(_path: string): Record<string, string> {
  return { 'cache-control': 'private, no-store' };
}

export function assetName(file: string, _content: string): string {
  return file;
}
