/** Broken content stops a real build, and says where and how to mend it; the committed course is whole. */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeProblem } from '../../src/course/course.ts';
import { courseProblems } from '../../src/integrations/course.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('the committed course', () => {
  it('holds together', () => {
    expect(courseProblems(root).map(describeProblem)).toEqual([]);
  });
});

describe('a build with broken content', { timeout: 90_000 }, () => {
  let copy: string;
  beforeEach(() => {
    copy = mkdtempSync(join(tmpdir(), 'broken-'));
    for (const part of [
      'src',
      'content',
      'labs',
      'public',
      'package.json',
      'tsconfig.json',
      'astro.config.mjs',
    ])
      cpSync(join(root, part), join(copy, part), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir');
  });
  afterEach(() => rmSync(copy, { recursive: true }));

  const edit = (file: string, from: string | RegExp, to: string) => {
    const path = join(copy, file);
    const text = readFileSync(path, 'utf8');
    expect(text).toMatch(from);
    writeFileSync(path, text.replace(from, to));
  };

  /** What the build printed; it must have failed. */
  const build = () =>
    new Promise<string>((resolve, reject) => {
      execFile(
        process.execPath,
        ['node_modules/astro/bin/astro.mjs', 'build'],
        {
          cwd: copy,
          env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NO_COLOR: '1' },
          timeout: 60_000,
        },
        (error, stdout, stderr) =>
          error ? resolve(stdout + stderr) : reject(new Error('The build passed.')),
      );
    });

  it('names an unknown key, its file and the known ones', async () => {
    edit('content/load-balancer/claims.yaml', /^( +)verdict: /m, '$1verdikt: ');
    const output = await build();
    expect(output).toMatch(
      /content\/load-balancer\/claims\.yaml {2}claims\.\d+: Unknown key "verdikt"/,
    );
    expect(output).toContain('Known here: id, claim, kind, verdict');
  });

  it('names a claim that is not in the ledger, with its line', async () => {
    edit(
      'content/load-balancer/lesson.mdx',
      /<Claim id="load-balancer-\d\d"/,
      '<Claim id="load-balancer-99"',
    );
    expect(await build()).toMatch(
      /content\/load-balancer\/lesson\.mdx:\d+ {2}<Claim id>: content\/load-balancer\/claims\.yaml has no "load-balancer-99"/,
    );
  });
});
