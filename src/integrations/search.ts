/**
 * The search index, made by Pagefind from rendered pages and `search-source.json`. A build writes
 * it to `dist/pagefind`; while dev runs it is made when first asked for, and again after a change.
 */
import { readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { close, createIndex, type PagefindIndex } from 'pagefind';
import type { SearchSource } from '../course/search-records.ts';

const SOURCE = 'search-source.json';
const LANGUAGE = 'en';
/** In a lesson, but records of their own, or no text to be found. */
const RECORDED = ['.claim', '.poster', 'figure'];

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
};

/** @param page The HTML of an address. */
async function index(
  source: SearchSource,
  page: (url: string) => Promise<string>,
): Promise<PagefindIndex> {
  const { index: made, errors } = await createIndex({
    forceLanguage: LANGUAGE,
    excludeSelectors: RECORDED,
  });
  if (!made) throw new Error(`Pagefind made no index: ${errors.join('; ')}`);
  const fail = (what: string, found: readonly string[]) => {
    if (found.length > 0) throw new Error(`Pagefind could not index ${what}: ${found.join('; ')}`);
  };
  for (const url of source.pages)
    fail(url, (await made.addHTMLFile({ url, content: await page(url) })).errors);
  for (const { url, content, meta } of source.records)
    fail(
      url,
      (await made.addCustomRecord({ url, content, language: LANGUAGE, meta: { ...meta } })).errors,
    );
  return made;
}

export function search(): AstroIntegration {
  return {
    name: 'search',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const file = new URL(SOURCE, dir);
        const source = JSON.parse(await readFile(file, 'utf8')) as SearchSource;
        const made = await index(source, (url) =>
          readFile(new URL(`.${url}index.html`, dir), 'utf8'),
        );
        const { errors } = await made.writeFiles({
          outputPath: fileURLToPath(new URL('pagefind', dir)),
        });
        await close();
        if (errors.length > 0) throw new Error(`Pagefind wrote no index: ${errors.join('; ')}`);
        await Promise.all([
          rm(file),
          // Its own screens are not used: the dialog is ours.
          ...UNUSED.map((name) => rm(new URL(`pagefind/${name}`, dir), { force: true })),
        ]);
        logger.info(`${source.pages.length} lessons and ${source.records.length} records indexed`);
      },
      'astro:server:setup': ({ server, logger }) => {
        /** The files by path under /pagefind/; forgotten after a change. */
        let files: Promise<ReadonlyMap<string, Uint8Array>> | undefined;
        const forget = (_event: string, path: string) => {
          if (/[\\/](content|labs|src)[\\/]/.test(path)) files = undefined;
        };
        server.watcher.on('all', forget);

        const make = async () => {
          const { port } = server.httpServer!.address() as AddressInfo;
          const read = async (path: string) => {
            const response = await fetch(`http://127.0.0.1:${port}${path}`);
            if (!response.ok) throw new Error(`${path} answered ${response.status}`);
            return response.text();
          };
          const source = JSON.parse(await read(`/${SOURCE}`)) as SearchSource;
          const made = await index(source, read);
          const { files: list } = await made.getFiles();
          await made.deleteIndex();
          return new Map(list.map(({ path, content }) => [path, content]));
        };

        server.middlewares.use('/pagefind', (request, response, next) => {
          const path = (request.url ?? '/').slice(1).split('?')[0]!;
          files ??= make();
          files.then(
            (found) => {
              const content = found.get(path);
              if (!content) return next();
              response.setHeader(
                'Content-Type',
                TYPES[extname(path)] ?? 'application/octet-stream',
              );
              response.setHeader('Cache-Control', 'no-store');
              response.end(content);
            },
            (error: unknown) => {
              files = undefined;
              logger.error(`No search index: ${String(error)}`);
              next();
            },
          );
        });
      },
    },
  };
}

const UNUSED = [
  'pagefind-ui.js',
  'pagefind-ui.css',
  'pagefind-modular-ui.js',
  'pagefind-modular-ui.css',
  'pagefind-component-ui.js',
  'pagefind-component-ui.css',
  'pagefind-highlight.js',
];
