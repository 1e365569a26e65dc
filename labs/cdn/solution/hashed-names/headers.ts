/** What the shop tells edges and browsers about its answers, and how its files are called. */

/** The headers that go with the answer to `path`: who may keep it, and for how long. */
export function headersFor(path: string): Record<string, string> {
  return { 'cache-control': controlFor(path) };
}

function controlFor(path: string): string {
  // For one person, and nobody's to keep.
  if (path === '/account') return 'private, no-store';
  // Other content has another URL, so this one never changes.
  if (path.startsWith('/assets/')) return 'public, max-age=31536000, immutable';
  if (path.startsWith('/photo/')) return 'public, max-age=86400, stale-if-error=86400';
  // For everybody, soon old, and better old than not there.
  return 'public, max-age=1, stale-if-error=3600';
}

/** The name by which pages ask for a file with this content: its URL is `/assets/<name>`. */
export function assetName(file: string, content: string): string {
  const [name = file, ending = ''] = file.split('.');
  return `${name}.${hash(content)}.${ending}`;
}

/** A short name for a content (FNV-1a). Real builds use a longer one. */
function hash(content: string): string {
  let sum = 0x811c9dc5;
  for (const letter of content) sum = Math.imul(sum ^ letter.charCodeAt(0), 0x01000193);
  return (sum >>> 0).toString(16).padStart(8, '0');
}
