/**
 * The document of the frame that holds a WebContainer. Its policy lets it run this one script and
 * open the runtime's host, over TLS or on this computer; the host's own documents have their own.
 */
import { createHash } from 'node:crypto';
import type { APIRoute } from 'astro';
import { frameScript } from '../../engine/bundle-frame.ts';

export const GET: APIRoute = async () => {
  const script = await frameScript('engine/webcontainer/frame.ts');
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${hash}'`,
    'frame-src https: http://localhost:* http://127.0.0.1:*',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="robots" content="noindex"><meta name="referrer" content="strict-origin-when-cross-origin"><title>WebContainer</title></head><body><script>${script}</script></body></html>`;
  return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } });
};
