/**
 * What runs before a machine's program, in its process: names lead to the fabric, ports are its own, and
 * the fabric can tell it of refusals, of its speed and of its calendar. Bundled to one file.
 *
 * The program starts when the fabric says so, so that machines which start together begin together.
 */
import '../../hosts.mjs';
import { connect } from 'node:net';
import type { Said, Told } from '../messages.ts';
import { VARIABLES } from '../messages.ts';
import { setCalendar } from './calendar.ts';
import { ownPorts } from './ports.ts';
import { makeReady } from './readiness.ts';
import { refuseSockets } from './refusals.ts';
import { slowDown } from './slow.ts';

const { env } = process;
const take = (name: string): string => {
  const value = env[name] ?? '';
  delete env[name];
  return value;
};
const channelPort = Number(take(VARIABLES.channel));
const key = take(VARIABLES.key);
const incarnation = Number(take(VARIABLES.incarnation));
const disk = take(VARIABLES.disk);
const slow = Number(take(VARIABLES.slow));
const since = Number(take(VARIABLES.since));
delete env[VARIABLES.machines];

// What it writes, it writes on its own machine's disk.
if (disk !== '') process.chdir(disk);

makeReady();

const machine = env['HOST_NAME'] ?? '';
const refuse = refuseSockets();
const channel = connect({ port: channelPort, host: '127.0.0.1' });
const say = (said: Said): void => void channel.write(`${JSON.stringify(said)}\n`);
channel.setNoDelay(true).setEncoding('utf8');

await new Promise<void>((go) => {
  let held = '';
  const hear = (told: Told): void => {
    switch (told.k) {
      case 'go':
        go();
        return;
      case 'condition':
        Object.assign(env, told.condition.env);
        setCalendar(told.condition.clock);
        return;
      case 'refuse':
        refuse(told);
        return;
      case 'terminate':
        // What SIGTERM does to a program that does not listen for it.
        if (!process.emit('SIGTERM')) process.exit(143);
        return;
      case 'alive?':
        say({ k: 'alive' });
        return;
    }
  };
  channel.on('data', (text) => {
    held += String(text);
    const lines = held.split('\n');
    held = lines.pop() ?? '';
    for (const line of lines) hear(JSON.parse(line) as Told);
  });
  // Without the fabric there is no machine.
  channel.on('error', () => process.exit(143));
  channel.on('close', () => process.exit(143));
  say({ k: 'hello', key, machine, incarnation });
});
// Being reachable is no reason to stay alive.
channel.unref();
ownPorts(say);
if (slow > 1) slowDown(slow, since);
