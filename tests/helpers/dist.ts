/** The built site as files: which pages it has and what they link to. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { dist } from '../../scripts/build.ts';

/** Paths of all pages for readers, `/` first: `/stages/load-balancer/`. @throws when there is no build. */
export function sitePages(): string[] {
  if (!existsSync(join(dist, 'index.html'))) {
    throw new Error('There is no built site in dist/. Build it with: npm run build');
  }
  return (
    readdirSync(dist, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith(`${sep}index.html`) || file === 'index.html')
      .map((file) => `/${relative('.', file).split(sep).slice(0, -1).join('/')}/`)
      .map((path) => path.replace('//', '/'))
      // The frame that processes run in is a page only to the browser.
      .filter((path) => !path.startsWith('/engine/'))
      .sort()
  );
}

/** The HTML of a page, by its path. */
export function pageHtml(path: string): string {
  return readFileSync(join(dist, path, 'index.html'), 'utf8');
}

/** Where the links of a page lead, as written. */
export function linksOf(html: string): string[] {
  return [...html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)].map((match) =>
    (match[1] ?? '').replaceAll('&amp;', '&'),
  );
}

/** Whether a page has an element with this id. */
export function hasId(html: string, id: string): boolean {
  return html.includes(` id="${id}"`);
}
