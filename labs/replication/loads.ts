/** What the visitors of the notice board ask for. */
import type { LoadFlow, RequestTemplate } from '../../src/engine/contract.ts';

/** Somebody reads one of the notes that have always been there. */
export const browse: RequestTemplate = {
  path: '/note/{id=int:1-200}',
  headers: { 'x-user': 'reader-{int:1-40}' },
  expect: { status: 200, json: { note: '{id}' } },
  label: 'read',
};

/** Author no. `n` of the load puts up a new note. */
export const post: RequestTemplate = {
  method: 'POST',
  path: '/note/post-{n}',
  headers: { 'x-user': 'author-{n}' },
  body: '{"text":"by author {n}"}',
  expect: { status: 201, json: { note: 'post-{n}' } },
  label: 'post',
};

/** The same author, who has just been told that it worked, looks at it. */
export const refresh: RequestTemplate = {
  path: '/note/post-{n}',
  headers: { 'x-user': 'author-{n}' },
  expect: { status: 200, json: { text: 'by author {n}' } },
  label: 'refresh',
};

/** Is post no. `n` still there, at the very end? */
export const audit: RequestTemplate = { ...refresh, label: 'audit' };

export const reads: readonly LoadFlow[] = [{ steps: [browse] }];
export const posts: readonly LoadFlow[] = [{ steps: [post] }];
export const postAndRefresh: readonly LoadFlow[] = [{ steps: [post, refresh] }];
export const audits: readonly LoadFlow[] = [{ steps: [audit] }];

/** One visit in five is somebody who posts, and then looks. */
export const visits: readonly LoadFlow[] = [
  { weight: 4, steps: [browse] },
  { weight: 1, steps: [post, refresh] },
];

/** A read or a write of a note, whatever else the databases are asked. */
export const ROWS = /^\/rows\//;
