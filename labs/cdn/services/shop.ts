/** What the shop has to show: two pages, the files they ask for, photos, and an account for each member. */
import { assetName } from './headers.ts';

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** ms of a core that making it takes. */
  readonly costs: number;
}

/** Counts releases. `app.css` is other in each of them, `app.js` never changes. */
let release = 0;
const files: Record<string, string> = { 'app.css': '', 'app.js': 'say("hello")' };

/** Everything ever published, by its path. A query is no part of it: it is for edges, not for files. */
const published = new Map<string, { readonly file: string; readonly release: string }>();

/** A new release. Files of older ones stay where they are, for pages that are still about. */
export function publish(): string {
  release += 1;
  files['app.css'] = `main { order: ${release} }`;
  for (const [file, content] of Object.entries(files)) {
    const [name = ''] = assetName(file, content).split('?');
    published.set(`/assets/${name}`, { file, release: file === 'app.css' ? `r${release}` : 'r1' });
  }
  return `r${release}`;
}

/** How often each member looked: part of what an account shows. */
const visits = new Map<string, number>();

/** The answer to a path, for the member whom the cookie names. */
export function show(path: string, cookie: string): Answer {
  if (path === '/' || path === '/sale') {
    const [css, js] = Object.entries(files).map(([file, content]) => assetName(file, content));
    const page = path === '/' ? 'front' : 'sale';
    return { status: 200, body: { page, release: `r${release}`, css, js }, costs: 20 };
  }
  if (path === '/account') {
    const member = /user=([\w-]+)/.exec(cookie)?.[1];
    if (member === undefined) return { status: 401, body: { error: 'who are you?' }, costs: 1 };
    visits.set(member, (visits.get(member) ?? 0) + 1);
    return { status: 200, body: { account: member, visit: visits.get(member) }, costs: 10 };
  }
  const photo = /^\/photo\/(\d+)$/.exec(path)?.[1];
  if (photo !== undefined) return { status: 200, body: { photo }, costs: 4 };
  const file = published.get(path);
  if (file !== undefined) return { status: 200, body: { ...file }, costs: 4 };
  return { status: 404, body: { error: `nothing at ${path}` }, costs: 1 };
}
