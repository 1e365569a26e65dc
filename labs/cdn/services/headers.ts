/**
 * What the shop tells edges and browsers about its answers, and how its files are called.
 *
 * It starts broken on purpose. Pages are `/` and `/sale`; files are `/assets/…` and `/photo/…`;
 * `/account` shows whose cookie it was asked with.
 */

const YEAR = 31_536_000;

/** The headers that go with the answer to `path`. */
export function headersFor(path: string): Record<string, string> {
  // LOOK HERE (1 of 2). Whatever it is and whomever it is for, everybody may keep it for a year.
  void path;
  return { 'cache-control': `public, max-age=${YEAR}` };
}

/** The name by which pages ask for a file with this content: its URL is `/assets/<name>`. */
export function assetName(file: string, content: string): string {
  // LOOK HERE (2 of 2). The next release has other content and the same name, so the same URL.
  void content;
  return file;
}
