/** Bundles for Workers and the frame, made at build time or when Node starts: they run as plain text. */
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

const bundled = async (entry: string, options: Parameters<typeof build>[0]): Promise<string> => {
  const result = await build({
    entryPoints: [here(entry)],
    bundle: true,
    write: false,
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'error',
    ...options,
  });
  return result.outputFiles![0]!.text;
};

/** A process for Node's `worker_threads`: a CommonJS script. */
export function bundleNodeProcess(): Promise<string> {
  return bundled('./node-process.ts', { platform: 'node', format: 'cjs', external: ['node:*'] });
}

/** A process for a browser's Worker: a classic script. */
export function bundleBrowserProcess(): Promise<string> {
  return bundled('./browser-process.ts', { platform: 'browser', format: 'iife', minify: true, define: BROWSER });
}

/** The kernel for the sandboxed frame, with the text of a process inside. */
export async function bundleFrame(): Promise<string> {
  return bundled('./frame.ts', {
    platform: 'browser',
    format: 'iife',
    minify: true,
    define: { ...BROWSER, PROCESS_SCRIPT: JSON.stringify(await bundleBrowserProcess()) },
  });
}

/** Libraries look for these. */
const BROWSER = { 'process.env.NODE_ENV': '"production"', global: 'globalThis' };
