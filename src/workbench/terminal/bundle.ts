/** The document of the terminal's frame, made when the site is built. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { frameScript, sourceFile } from '../../engine/bundle-frame.ts';

/**
 * HTML whose policy allows this script, styles of any kind, which xterm.js writes as it draws, and the
 * site's fonts: it loads and sends nothing else.
 */
export async function bundleTerminalFrame(): Promise<string> {
  const [script, ...styles] = await Promise.all([
    frameScript('workbench/terminal/frame.ts'),
    readFile(sourceFile('styles/tokens.css'), 'utf8'),
    readFile(createRequire(import.meta.url).resolve('@xterm/xterm/css/xterm.css'), 'utf8'),
    readFile(sourceFile('workbench/terminal/frame.css'), 'utf8'),
  ]);
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = `default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; font-src 'self'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="robots" content="noindex"><title>Terminal</title><style>${styles.join('\n')}</style></head><body><main id="terminal" aria-label="Shell"></main><p id="leave" class="vh">Escape, then Tab leaves the terminal.</p><span id="probe" hidden></span><script>${script}</script></body></html>`;
}
