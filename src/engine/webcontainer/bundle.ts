/** The script of the frame's document, made when the site is built. */
import { build } from 'esbuild';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Beside this module. A site build moves it into a chunk elsewhere, and runs at the project's root. */
const here = (file: string): string => {
  const beside = fileURLToPath(new URL(file, import.meta.url));
  return existsSync(beside) ? beside : resolve('src/engine/webcontainer', file);
};

/** Text that may stand in a script element. @throws Error when it would end or bend that element */
export async function bundleContainerFrame(): Promise<string> {
  const result = await build({
    entryPoints: [here('./frame.ts')],
    bundle: true,
    write: false,
    // In an immediately run function; the client is evaluated when it is imported, within it.
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    logLevel: 'error',
  });
  const text = result.outputFiles[0]!.text;
  if (/<!--|<\/script/i.test(text))
    throw new Error('The script of the WebContainer’s frame holds `</script` or `<!--`.');
  return text;
}
