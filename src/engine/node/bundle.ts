/** The two programs of a run on real Node, each as the text of one file; made by Node, at build time or later. */
import { build } from 'esbuild';
import { sourceFile } from '../bundle-frame.ts';

/** Texts of `FABRIC_FILE` and `PRELOAD_FILE` (`messages.ts`). */
export interface NodeParts {
  readonly fabric: string;
  readonly preload: string;
}

async function bundled(entry: string): Promise<string> {
  const result = await build({
    entryPoints: [sourceFile(`engine/node/${entry}`)],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    legalComments: 'none',
    logLevel: 'error',
  });
  return result.outputFiles[0]!.text;
}

export const bundleFabric = (): Promise<string> => bundled('fabric/main.ts');
export const bundlePreload = (): Promise<string> => bundled('preload/main.ts');

export async function bundleNodeParts(): Promise<NodeParts> {
  const [fabric, preload] = await Promise.all([bundleFabric(), bundlePreload()]);
  return { fabric, preload };
}
