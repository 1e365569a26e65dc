/** The rules for the direction of imports report a wrong import and let a right one pass. */
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ESLint } from 'eslint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root, run, toolPath } from '../../../scripts/run.ts';

/** A project in miniature. Each line: file, what it imports. */
const files: Readonly<Record<string, string>> = {
  'src/lib/ids.ts': 'export const id = 1;',
  'src/lib/wrong.ts': "import '../engine/contract.ts';",
  'src/engine/contract.ts': "import '../lib/ids.ts';",
  'src/engine/sim/kernel.ts': "import '../contract.ts';",
  'src/engine/sim/guest/wrong-node.ts': "import 'node:fs';",
  'src/engine/sim/hosts/node.ts': "import 'node:worker_threads';",
  'src/lab/session.ts': "import '../engine/contract.ts';",
  'src/lab/wrong-type.ts':
    "import type { Screen } from '../workbench/screen.ts'; export type S = Screen;",
  'src/workbench/boot.ts': "import '../engine/sim/kernel.ts';",
  'src/workbench/screen.ts': "import '../lab/session.ts'; export type Screen = 1;",
  'src/workbench/wrong.ts': "import '../engine/sim/kernel.ts';",
  'src/learning/grade.ts': "import '../lib/ids.ts';",
  'src/learning/wrong.ts': "import '../storage/store.ts';",
  'src/storage/store.ts': "import '../learning/grade.ts';",
  'src/course/order.ts': "import '../lib/ids.ts';",
  'src/components/wrong.tsx': "import '../course/order.ts';",
  'src/cli/grade.ts': "import '../engine/sim/hosts/node.ts';",
  'src/pages/wrong.ts': "import '../engine/sim/kernel.ts';",
  'src/pages/engine/frame.ts': "import '../../engine/sim/kernel.ts';",
  'src/storage/circle-a.ts': "import './circle-b.ts';",
  'src/storage/circle-b.ts': "import './circle-a.ts';",
  'src/lib/missing.ts': "import './nowhere.ts';",
  'labs/machine.ts': "import 'node:process';",
  'labs/x/services/web.ts': "import 'node:http'; import '../../machine.ts';",
  'labs/x/services/wrong.ts': "import '../../../src/lib/ids.ts';",
};

/** What must be reported, and nothing else: rule, from. */
const expected = [
  'course-at-build-time src/components/wrong.tsx',
  'direction-lab src/lab/wrong-type.ts',
  'direction-learning src/learning/wrong.ts',
  'direction-lib src/lib/wrong.ts',
  'engines-behind-the-contract src/pages/wrong.ts',
  'engines-behind-the-contract src/workbench/wrong.ts',
  'no-cycles src/storage/circle-a.ts',
  'no-node-in-the-browser src/engine/sim/guest/wrong-node.ts',
  'resolvable src/lib/missing.ts',
  'services-import-node-only labs/x/services/wrong.ts',
];

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
}

describe('in TypeScript', () => {
  let project: string;

  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), 'imports-'));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(project, path)), { recursive: true });
      writeFileSync(join(project, path), text);
    }
    writeFileSync(join(project, 'package.json'), '{"type":"module"}');
    writeFileSync(
      join(project, 'tsconfig.json'),
      '{"compilerOptions":{"module":"nodenext","allowImportingTsExtensions":true,"noEmit":true}}',
    );
  });

  afterAll(() => {
    rmSync(project, { recursive: true, force: true });
  });

  test('every wrong import is reported, and no right one', async () => {
    const { output } = await run(
      process.execPath,
      [
        toolPath('dependency-cruiser:depcruise'),
        '--config',
        join(root, '.dependency-cruiser.mjs'),
        '--output-type',
        'json',
        'src',
        'labs',
      ],
      { cwd: project },
    );
    const { summary } = JSON.parse(output) as { summary: { violations: Violation[] } };
    expect(summary.violations.map(({ rule, from }) => `${rule.name} ${from}`).sort()).toEqual(
      expected,
    );
  }, 30_000);
});

describe('in .astro files', () => {
  const eslint = new ESLint({ cwd: root });

  async function reported(filePath: string, imported: string): Promise<boolean> {
    const [result] = await eslint.lintText(`---\nimport '${imported}';\n---\n<p>text</p>\n`, {
      filePath: join(root, filePath),
    });
    expect(result?.messages.filter((message) => message.fatal)).toEqual([]);
    return (result?.messages ?? []).some((message) => message.ruleId === 'no-restricted-imports');
  }

  test.each([
    ['src/components/X.astro', '../pages/thing.ts', true],
    ['src/components/X.astro', '../layouts/Base.astro', true],
    ['src/components/deep/X.astro', '../../layouts/Base.astro', true],
    ['src/components/X.astro', '../engine/sim/kernel.ts', true],
    ['src/layouts/X.astro', '../pages/thing.ts', true],
    ['src/components/X.astro', './Tile.astro', false],
    ['src/components/X.astro', '../lab/manifest.ts', false],
    ['src/components/X.astro', '../../labs/load-balancer/lab.ts', false],
    ['src/pages/index.astro', '../layouts/Base.astro', false],
  ])(
    '%s importing %s: reported %s',
    async (file, imported, wrong) => {
      expect(await reported(file, imported)).toBe(wrong);
    },
    30_000,
  );
});

test('the DOM stays out of the kernel, but for hosts/browser.ts', async () => {
  const eslint = new ESLint({
    cwd: root,
    // Types are of no matter here, and files that do not exist have none.
    overrideConfig: {
      languageOptions: { parserOptions: { projectService: false } },
      rules: Object.fromEntries(
        Object.keys(
          (
            (await new ESLint({ cwd: root }).calculateConfigForFile(join(root, 'src/x.ts'))) as {
              rules: Record<string, unknown>;
            }
          ).rules,
        )
          .filter((rule) => rule.startsWith('@typescript-eslint/'))
          .map((rule) => [rule, 'off'] as const),
      ),
    },
  });
  const reported = async (filePath: string): Promise<string[]> => {
    const [result] = await eslint.lintText("document.title = 'x';\n", {
      filePath: join(root, filePath),
    });
    return (result?.messages ?? []).map((message) => message.ruleId ?? message.message);
  };
  expect(await reported('src/engine/sim/x.ts')).toEqual(['no-restricted-globals']);
  expect(await reported('src/engine/sim/hosts/browser.ts')).toEqual([]);
  expect(await reported('src/workbench/x.ts')).toEqual([]);
}, 30_000);
