/** What the shop tells edges and browsers about its answers, and how its files are called. */

const FOREVER = 'public, max-age=31536000, immutable';

/** What may be kept. Whatever is not named here belongs to one person until somebody thinks again. */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/^\/(sale)?$/, 'public, max-age=0, s-maxage=2, stale-if-error=600'],
  [/^\/assets\//, FOREVER],
  [/^\/photo\//, FOREVER],
];

/** The headers that go with the answer to `path`. */
export function headersFor(path: string): Record<string, string> {
  const rule = RULES.find(([pattern]) => pattern.test(path));
  return { 'cache-control': rule?.[1] ?? 'private, max-age=0, no-cache' };
}

/** The name by which pages ask for a file: a folder for each content. */
export function assetName(file: string, content: string): string {
  const folder = [...content].map((letter) => letter.charCodeAt(0).toString(36)).join('');
  return `${folder}/${file}`;
}
