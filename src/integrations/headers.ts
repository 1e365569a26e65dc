/**
 * Headers that a page needs from whoever serves it. They stand once, in `public/_headers`, in the
 * format of Netlify and Cloudflare Pages; `astro dev`, `npm start` and the tests' server read that.
 */
import { readFileSync } from 'node:fs';
import type { AstroIntegration } from 'astro';

/** What paths that match get, in order of the file. */
export interface HeaderRule {
  /** `/labs/*`: a `*` stands for anything, slashes included. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Reads the text of a `_headers` file.
 * @throws Error that names the line which is neither a path, nor a header of one, nor a comment
 */
export function parseHeaders(text: string): HeaderRule[] {
  const rules: { path: string; headers: Record<string, string> }[] = [];
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*(#.*)?$/.test(line)) continue;
    const header = /^\s+([\w-]+):\s*(\S.*)$/.exec(line);
    const rule = rules.at(-1);
    if (/^\/\S*\s*$/.test(line)) rules.push({ path: line.trim(), headers: {} });
    else if (header && rule) rule.headers[header[1]!.toLowerCase()] = header[2]!.trim();
    else {
      throw new Error(
        `_headers, line ${at + 1}: "${line}" is neither a path ("/labs/*") nor, indented below one, a header ("Name: value").`,
      );
    }
  }
  return rules;
}

/** The headers of one path; of two rules that name the same one the later wins. */
export function headersFor(rules: readonly HeaderRule[], path: string): Record<string, string> {
  const fits = ({ path: pattern }: HeaderRule): boolean => {
    const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`).test(path);
  };
  return Object.assign({}, ...rules.filter(fits).map(({ headers }) => headers)) as Record<
    string,
    string
  >;
}

/** Sends them in `astro dev`, where no host does. */
export function headers(): AstroIntegration {
  return {
    name: 'headers',
    hooks: {
      'astro:server:setup': ({ server }) => {
        const rules = parseHeaders(
          readFileSync(new URL('../../public/_headers', import.meta.url), 'utf8'),
        );
        server.middlewares.use((request, response, next) => {
          const { pathname } = new URL(request.url ?? '/', 'http://localhost');
          for (const [name, value] of Object.entries(headersFor(rules, pathname)))
            response.setHeader(name, value);
          // Vite serves Workers and modules from other paths than a built site.
          if (!pathname.startsWith('/labs/'))
            response.setHeader('cross-origin-embedder-policy', 'require-corp');
          next();
        });
      },
    },
  };
}
