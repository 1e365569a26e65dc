/** The document of the terminal's frame, made when the site is built. */
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Beside this module. A site build moves it into a chunk elsewhere, and runs at the project's root. */
const here = (file: string): string => {
  const beside = fileURLToPath(new URL(file, import.meta.url));
  return existsSync(beside) ? beside : resolve('src/workbench/terminal', file);
};

/**
 * HTML whose policy allows this script, styles of any kind, which xterm.js writes as it draws, and the
 * site's fonts: it loads and sends nothing else.
 */
export async function bundleTerminalFrame(): Promise<string> {
  const [script, ...styles] = await Promise.all([
    bundledScript(),
    readFile(resolve('src/styles/tokens.css'), 'utf8'),
    readFile(createRequire(import.meta.url).resolve('@xterm/xterm/css/xterm.css'), 'utf8'),
    readFile(here('./frame.css'), 'utf8'),
  ]);
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = `default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; font-src 'self'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="robots" content="noindex"><title>Terminal</title><style>${styles.join('\n')}</style></head><body><main id="terminal" aria-label="Shell"></main><p id="leave" class="vh">Escape, then Tab leaves the terminal.</p><span id="probe" hidden></span><script>${script}</script></body></html>`;
}

async function bundledScript(): Promise<string> {
  const result = await build({
    entryPoints: [here('./frame.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    logLevel: 'error',
  });
  const text = result.outputFiles[0]!.text;
  if (/<!--|<\/script/i.test(text))
    throw new Error('The script of the terminal’s frame holds `</script` or `<!--`.');
  return text;
}
