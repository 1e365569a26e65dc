/** What a page loads, in bytes as they travel (compressed, without headers). */
import { gzipSync } from 'node:zlib';
import type { Page, Response } from '@playwright/test';

export type Kind = 'page' | 'script' | 'style' | 'font' | 'image' | 'other';

export interface Weight {
  /** All bytes. */
  readonly total: number;
  /** Of these, JavaScript, with the scripts that stand inside the page (counted compressed). */
  readonly script: number;
  /** One line each: kind, bytes, path. */
  readonly files: readonly { readonly kind: Kind; readonly bytes: number; readonly path: string }[];
}

/** Counts what a page receives from now on. */
export function weigh(page: Page): { weight(): Promise<Weight> } {
  const responses: Response[] = [];
  page.on('response', (response) => responses.push(response));
  return {
    async weight() {
      const files: { kind: Kind; bytes: number; path: string }[] = [];
      let inline = 0;
      for (const response of responses) {
        const url = new URL(response.url());
        // What the page made itself was counted with the file that it came in.
        if (!url.protocol.startsWith('http') || response.status() !== 200) continue;
        const type = response.headers()['content-type'] ?? '';
        const length = response.headers()['content-length'];
        if (length === undefined) throw new Error(`${url.pathname} came without a length`);
        files.push({ kind: kindOf(type), bytes: Number(length), path: url.pathname });
        if (type.startsWith('text/html')) inline += inlineScript(await response.text());
      }
      const sum = (kind?: Kind): number =>
        files.reduce((bytes, file) => bytes + (!kind || file.kind === kind ? file.bytes : 0), 0);
      return { total: sum(), script: sum('script') + inline, files };
    },
  };
}

function kindOf(type: string): Kind {
  if (type.startsWith('text/html')) return 'page';
  if (/javascript|wasm/.test(type)) return 'script';
  if (type.startsWith('text/css')) return 'style';
  if (type.startsWith('font/')) return 'font';
  if (type.startsWith('image/')) return 'image';
  return 'other';
}

/** Compressed size of the scripts that stand inside a page. Data blocks are not scripts. */
function inlineScript(html: string): number {
  const scripts = [...html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)]
    .filter(
      ([, attributes = '']) => !/\ssrc=|type="(application|text)\/(ld\+)?json"/.test(attributes),
    )
    .map(([, , text = '']) => text)
    .join('\n');
  return scripts.trim() ? gzipSync(scripts).length : 0;
}

/** Scrolls down to the end, as a reader does, so that all that loads on the way has loaded. */
export async function readThrough(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let y = 0; y < document.body.scrollHeight; y += innerHeight) {
      scrollTo(0, y);
      await new Promise((done) => requestAnimationFrame(done));
    }
  });
  await page.waitForLoadState('networkidle');
}
