/**
 * A lab as a folder that runs with Node alone: the services as the reader has them, the simulated
 * hardware they share, and what starts every machine as a process on a port of its own.
 */
import type { Files } from '../../engine/contract.ts';
import type { Lab, LabMachine } from '../../lab/manifest.ts';

/** The machines get this port and those after it, in the order of the manifest. */
export const FIRST_PORT = 8081;

export interface FolderParts {
  readonly lab: Lab;
  /** Every file that the machines run, by path. */
  readonly files: Files;
  /** Paths of those that the reader changed. */
  readonly changed: readonly string[];
  /** A path that clients ask for. */
  readonly samplePath: string;
}

/** Texts of the programs that every such folder has (`templates.ts`, or from disk). */
export interface FolderTemplates {
  readonly hosts: string;
  readonly start: string;
}

export function folderName(lab: Lab): string {
  return `${lab.stage}-lab`;
}

/** Texts by path, all in one folder. */
export function folderOf(parts: FolderParts, { hosts, start }: FolderTemplates): Files {
  const { lab, files } = parts;
  const all = {
    'README.md': readme(parts),
    'package.json': json({
      name: folderName(lab),
      private: true,
      type: 'module',
      engines: { node: '>=22.18' },
      scripts: { start: 'node start.mjs' },
    }),
    'lab.json': json({ title: lab.title, firstPort: FIRST_PORT, machines: lab.machines.map(spec) }),
    'start.mjs': start,
    'hosts.mjs': hosts,
    ...files,
  };
  return Object.fromEntries(
    Object.entries(all).map(([path, text]) => [`${folderName(lab)}/${path}`, text]),
  );
}

/** What start.mjs needs to know of a machine, sizes that the manifest leaves out included. */
function spec({ id, entry, port, env, cores, cpuSpeed, memoryMb, autostart }: LabMachine) {
  return {
    id,
    entry,
    port: port ?? 8080,
    cores: cores ?? 1,
    cpuSpeed: cpuSpeed ?? 1,
    memoryMb: memoryMb ?? 512,
    autostart: autostart ?? true,
    env: env ?? {},
  };
}

function readme({ lab, changed, samplePath }: FolderParts): string {
  const port = (id: string) => FIRST_PORT + lab.machines.findIndex((machine) => machine.id === id);
  const [entry = ''] = [lab.load.profile.to].flat();
  const standby = lab.machines.filter(({ autostart }) => autostart === false);
  const rows = lab.machines.map(
    ({ id, does, entry: file }) =>
      `| ${id} | ${does} | http://127.0.0.1:${String(port(id))} | \`${file}\` | \`node start.mjs ${id}\` |`,
  );
  return `# ${lab.title}

The machines of this lab as programs for Node 22.18 or later. Nothing needs to be installed.

    node start.mjs

starts all of them, each as a process of its own; Ctrl-C ends them. Then ask, from another terminal:

    curl -i http://127.0.0.1:${String(port(entry))}${samplePath}

| Machine | What it does | Address | Program | Alone |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

To break something, end the process of a machine; to bring it back, start it alone. If a port is
taken, choose others: \`FIRST_PORT=9000 node start.mjs\` counts from 9000.
${standby.length > 0 ? `\nNot started with the others, as in the lab: ${standby.map(({ id }) => id).join(', ')}.\n` : ''}
## The files

- \`lab.json\` sizes and environment of every machine
- \`start.mjs\` starts them; \`hosts.mjs\` lets them call each other by name, as \`http://${entry}:8080\`
- \`machine.ts\` the simulated hardware: what \`cpu(8)\` costs
- \`${lab.stage}/services/\` the programs${changed.length > 0 ? `; changed by you: ${changed.map((path) => `\`${path}\``).join(', ')}` : ', as the course gives them'}

## What is different here

Time is real and links have no delay of their own, so numbers differ from the lab's from run to run.
${lab.start.works ? '' : `\nThis lab starts broken, on purpose. ${lab.start.says}\n`}
The programs of the course are under the MIT licence.
`;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
