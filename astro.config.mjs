import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import mdx from '@astrojs/mdx';
import preact from '@astrojs/preact';
import { defineConfig } from 'astro/config';
import { course } from './src/integrations/course.ts';
import { headers } from './src/integrations/headers.ts';
import { classedCode } from './src/integrations/highlight.ts';
import { leanSucrasePlugin } from './src/integrations/lean-sucrase.ts';
import { search } from './src/integrations/search.ts';
import { settings } from './src/integrations/settings.ts';

/** The one script that must run before the page is painted, so it stands in the page itself. */
const theme = readFileSync(new URL('src/layouts/theme.js', import.meta.url), 'utf8');

export default defineConfig({
  output: 'static',
  trailingSlash: 'ignore',
  build: { format: 'directory', inlineStylesheets: 'never' },
  devToolbar: { enabled: false },
  integrations: [course(), mdx(), preact(), search(), headers(), settings()],
  markdown: {
    shikiConfig: { theme: 'css-variables', transformers: [classedCode] },
  },
  security: {
    csp: {
      directives: [
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "frame-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
      ],
      scriptDirective: {
        // Pagefind searches in WebAssembly.
        resources: ["'self'", "'wasm-unsafe-eval'"],
        hashes: [`sha256-${createHash('sha256').update(theme).digest('base64')}`],
      },
      styleDirective: { resources: ["'self'"] },
    },
  },
  vite: {
    plugins: [leanSucrasePlugin],
    build: {
      assetsInlineLimit: 0,
      rolldownOptions: {
        // Astro marks lessons with a directive of its own, which the bundler need not know.
        onwarn: (warning, warn) => warning.code === 'MODULE_LEVEL_DIRECTIVE' || warn(warning),
      },
    },
    // The scan for dependencies reads .tsx by itself and would look for React.
    optimizeDeps: {
      // First imported when a reader turns over a card or starts a lab: found only then, they would
      // reload the page.
      include: [
        'ts-fsrs',
        'preact/hooks',
        '@preact/signals',
        '@codemirror/commands',
        '@codemirror/lang-javascript',
        '@codemirror/language',
        '@codemirror/search',
        '@codemirror/state',
        '@codemirror/view',
        '@lezer/highlight',
      ],
      rolldownOptions: { transform: { jsx: { runtime: 'automatic', importSource: 'preact' } } },
    },
  },
});
