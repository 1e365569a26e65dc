/** The document of the sandboxed frame: the kernel, inline, under a policy that lets nothing out. */
import type { APIRoute } from 'astro';
import { bundleFrame } from '../../engine/sim/hosts/bundle.ts';

/**
 * Nested Workers from blobs inherit it. `connect-src` alone would still let fonts load. WebAssembly is
 * for `node:sqlite`, which the kernel compiles: a realm that programs run in has none (`realm.ts`).
 */
const POLICY =
  "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval' blob:; worker-src blob:; connect-src 'none'; base-uri 'none'; form-action 'none'";

export const GET: APIRoute = async () => {
  const script = (await bundleFrame()).replaceAll('</script', '<\\/script');
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}"><meta name="robots" content="noindex"><title>Lab engine</title></head><body><script>${script}</script></body></html>`;
  return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } });
};
