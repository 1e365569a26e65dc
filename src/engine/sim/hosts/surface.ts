/**
 * What a program finds, looked at from within one: the same program on real Node and on the engine.
 * For the page that shows what is supported, and its test.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Surface } from '../support.ts';
import { openInlineEngine } from './inline.ts';

/** The Node that the project installs for its tests; the one that runs this otherwise. */
const INSTALLED = resolve('node_modules/node/bin/node');

/** Prints one JSON line for each thing found: lines of the journal are cut when long. */
const look = (modules: string, globals: string, members: string): string => `
const say = (...facts) => console.log(JSON.stringify(facts));
for (const name of ${modules}) {
  try {
    const found = await import('node:' + name);
    say('module', name);
    for (const one of Object.keys(found)) if (one !== 'default' && one !== 'module.exports') say('export', name, one);
  } catch (error) {
    say('refused', name, error.message);
  }
}
for (const name of ${globals}) if (globalThis[name] !== undefined) say('global', name);
for (const name of ${members}) if (name in process) say('member', name);
`;

const ON_NODE = `import { builtinModules } from 'node:module';
${look(
  "builtinModules.map((name) => name.replace('node:', '')).filter((name) => !name.startsWith('_'))",
  'Object.getOwnPropertyNames(globalThis)',
  "Object.keys(process).filter((name) => !name.startsWith('_'))",
)}`;

/** What a program finds on real Node. */
export async function nodeSurface(): Promise<Surface> {
  const node = existsSync(INSTALLED) ? INSTALLED : process.execPath;
  const args = ['--no-warnings', '--input-type=module', '--eval', ON_NODE];
  const { stdout } = await promisify(execFile)(node, args, { maxBuffer: 2 ** 24 });
  return surfaceOf(stdout.trim().split('\n'));
}

/** What a program finds of it on the engine. @throws when the program did not come to its end */
export async function engineSurface(node: Surface): Promise<Surface> {
  const list = (names: readonly string[]): string => JSON.stringify(names);
  const text = look(list(Object.keys(node.modules)), list(node.globals), list(node.process));
  const session = await openInlineEngine().boot({
    machines: [{ id: 'look', entry: 'look.ts' }],
    links: [],
    // Loaded for who names it.
    files: { 'look.ts': `import 'node:sqlite';${text}\nconsole.log('["end"]');` },
    seed: 1,
  });
  const lines: string[] = [];
  session.subscribe(({ events }) => {
    for (const event of events) {
      if (event.kind === 'log') lines.push(event.text);
      if (event.kind === 'crash')
        throw new Error(`The program that looks failed: ${event.message}`);
    }
  });
  await session.runTo(1000);
  await session.dispose();
  if (lines.at(-1) !== '["end"]')
    throw new Error('The program that looks did not come to its end.');
  return surfaceOf(lines);
}

function surfaceOf(lines: readonly string[]): Surface {
  const modules: Record<string, string[] | string> = {};
  const globals: string[] = [];
  const members: string[] = [];
  for (const line of lines) {
    const [kind, name = '', more = ''] = JSON.parse(line) as string[];
    if (kind === 'module') modules[name] = [];
    else if (kind === 'export') (modules[name] as string[]).push(more);
    else if (kind === 'refused') modules[name] = more;
    else if (kind === 'global') globals.push(name);
    else if (kind === 'member') members.push(name);
  }
  return { modules, globals, process: members };
}
