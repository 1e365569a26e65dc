import astro from 'eslint-plugin-astro';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { mayImport, mustNotImport } from './scripts/layers.mjs';

const typed = ['**/*.{ts,tsx}'];
/**
 * Files that lie over a lab's services: where they are stored their imports lead nowhere, so they
 * are linted without types; the check `overlays` types them where they lie.
 */
const overlays = ['labs/*/{solution,cheats,experiments}/**/*.ts'];

export default defineConfig(
  globalIgnores([
    // Programs that processes run, wrong ones among them.
    'tests/engine/programs/',
    'tests/engine/agreement/',
    'dist/',
    '.astro/',
    '.cache/',
    'test-results/',
    'playwright-report/',
  ]),
  tseslint.configs.recommended,
  astro.configs.recommended,
  {
    // Of the core rules, those for mistakes that the type checker lets pass.
    rules: {
      eqeqeq: 'error',
      'no-cond-assign': 'error',
      'no-constant-binary-expression': 'error',
      'no-control-regex': 'error',
      'no-debugger': 'error',
      'no-empty': 'error',
      'no-fallthrough': 'error',
      'no-loss-of-precision': 'error',
      'no-misleading-character-class': 'error',
      'no-self-assign': 'error',
      'no-self-compare': 'error',
      'no-sparse-arrays': 'error',
      'no-unmodified-loop-condition': 'error',
      'no-unsafe-finally': 'error',
      'no-useless-catch': 'error',
      'no-useless-escape': 'error',
      'preserve-caught-error': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: typed,
    ignores: overlays,
    extends: [tseslint.configs.recommendedTypeCheckedOnly],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Interfaces here are written with methods and made of closures: there is no `this` to lose.
      '@typescript-eslint/unbound-method': 'off',
      // An async function that only keeps a contract needs no await.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
    },
  },
  {
    files: typed,
    rules: {
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },
  {
    // Playwright's and vitest's own idioms: `({}, use)`, and matchers of type any.
    files: ['tests/**/*.{ts,tsx}'],
    rules: { 'no-empty-pattern': 'off', '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
  {
    // Services hand async handlers to createServer, as Node programs do.
    files: ['labs/**/*.ts'],
    ignores: overlays,
    rules: {
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { arguments: false } },
      ],
    },
  },
  {
    // Running a reader's program is what the engine is for.
    files: ['{src,tests,tests/unit}/engine/**/*.ts'],
    rules: {
      '@typescript-eslint/no-implied-eval': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
    },
  },
  {
    // Node's own interface, which takes anything, throws anything and stringifies anything.
    files: ['{src,tests/unit}/engine/sim/guest/**/*.ts'],
    rules: {
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
    },
  },
  {
    files: ['src/engine/sim/**/*.ts'],
    ignores: ['src/engine/sim/hosts/{browser*,frame}.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...[
          'window',
          'document',
          'navigator',
          'location',
          'history',
          'parent',
          'top',
          'frames',
          'localStorage',
          'sessionStorage',
          'HTMLElement',
          'HTMLIFrameElement',
          'requestAnimationFrame',
        ].map((name) => ({
          name,
          message: 'The kernel also runs under Node: the DOM belongs in hosts/browser.ts.',
        })),
      ],
    },
  },
  // The direction of imports in .astro files; see scripts/layers.mjs.
  ...Object.keys(mayImport).map((folder) => ({
    files: [`src/${folder}/**/*.astro`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: mustNotImport(folder).map((other) => `../**/${other}/**`),
              message: `src/${folder} may import: ${mayImport[folder].join(', ')}.`,
            },
            {
              regex: '/engine/(sim|node|webcontainer)/',
              message: 'Import src/engine/contract.ts; only boot.ts names concrete engines.',
            },
          ],
        },
      ],
    },
  })),
);
