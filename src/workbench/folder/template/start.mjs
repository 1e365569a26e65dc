// Starts the machines of this lab, each as a process of this computer on a port of its own.
//
//   node start.mjs                    all of them, until you press Ctrl-C
//   node start.mjs web-2              one of them, or several, in a terminal of their own
//   FIRST_PORT=9000 node start.mjs    on other ports
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(`Node ${process.version} does not run TypeScript. Install Node 22.18 or later.`);
  process.exit(1);
}

const lab = JSON.parse(readFileSync(new URL('lab.json', import.meta.url), 'utf8'));
const firstPort = Number(process.env.FIRST_PORT ?? lab.firstPort);
if (!Number.isInteger(firstPort) || firstPort < 1 || firstPort + lab.machines.length > 65535) {
  console.error(`FIRST_PORT=${process.env.FIRST_PORT} is no port. Try FIRST_PORT=9000.`);
  process.exit(1);
}
const ports = Object.fromEntries(
  lab.machines.map(({ id, port }, index) => [id, { called: port, port: firstPort + index }]),
);

const asked = process.argv.slice(2);
const unknown = asked.filter((id) => !Object.hasOwn(ports, id));
if (unknown.length > 0) {
  console.error(
    `There is no machine ${unknown.join(', ')}. There are: ${Object.keys(ports).join(', ')}.`,
  );
  process.exit(1);
}

const width = Math.max(...Object.keys(ports).map((id) => id.length));
const running = new Set();
let ending = false;

function say(id, line) {
  // Lines that begin so are gauges for the charts of the lab.
  if (!line.startsWith('\u001e')) console.log(`${id.padEnd(width)}  ${line}`);
}

function start({ id, entry, cores, cpuSpeed, memoryMb, env }) {
  const hosts = new URL('hosts.mjs', import.meta.url).href;
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--import',
      hosts,
      fileURLToPath(new URL(entry, import.meta.url)),
    ],
    {
      env: {
        ...process.env,
        CORES: String(cores),
        CPU_SPEED: String(cpuSpeed),
        DISK_SPEED: '1',
        MEMORY_MB: String(memoryMb),
        ...env,
        HOST_NAME: id,
        PORT: String(ports[id].port),
        LAB_MACHINES: JSON.stringify(ports),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  running.add(child);
  say(id, `starts on http://127.0.0.1:${ports[id].port}`);
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => say(id, line));
  }
  child.on('exit', (code, signal) => {
    running.delete(child);
    if (!ending) say(id, `ended (${signal ?? code}). Start it again with: node start.mjs ${id}`);
  });
}

function end() {
  ending = true;
  for (const child of running) child.kill();
}
process.on('SIGINT', end);
process.on('SIGTERM', end);

for (const machine of lab.machines) {
  if (asked.length > 0 ? asked.includes(machine.id) : machine.autostart) start(machine);
}
