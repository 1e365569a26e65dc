/** Scripts for documents of their own, which the build makes of sources in `src`. */
import { build } from 'esbuild';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The file at a path below `src`. A site build moves this module into a chunk elsewhere, and runs at
 * the project's root.
 */
export function sourceFile(path: string): string {
  const here = fileURLToPath(new URL(`../${path}`, import.meta.url));
  return existsSync(here) ? here : resolve('src', path);
}

/**
 * Text that may stand in a script element.
 * @param entry a path below `src`
 * @throws Error when it would end or bend that element
 */
export async function frameScript(entry: string): Promise<string> {
  const result = await build({
    entryPoints: [sourceFile(entry)],
    bundle: true,
    write: false,
    // An immediately run function; what it imports on demand is within, and evaluated then.
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    logLevel: 'error',
  });
  const text = result.outputFiles[0]!.text;
  if (/<!--|<\/script/i.test(text))
    throw new Error(`The script of src/${entry} holds \`</script\` or \`<!--\`.`);
  return text;
}
