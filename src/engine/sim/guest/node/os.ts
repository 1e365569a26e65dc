/** `node:os`: the simulated machine, as its manifest describes it. */
import { errorNumbers } from '../errors.ts';
import type { NodeModuleFactory } from '../runtime.ts';
import { SIGNALS } from './signals.ts';

const MB = 1024 * 1024;

export const create: NodeModuleFactory = (runtime) => {
  const env = (name: string, otherwise: number): number =>
    Number(globalThis.process.env[name] ?? otherwise);
  const cores = (): number => Math.max(1, Math.floor(env('CORES', 1)));
  const total = (): number => env('MEMORY_MB', 512) * MB;
  const named = {
    hostname: () => runtime.machine,
    cpus: () =>
      Array.from({ length: cores() }, () => ({
        model: 'simulated core',
        speed: Math.round(1000 * env('CPU_SPEED', 1)),
        times: { user: 0, nice: 0, sys: 0, idle: Math.round(runtime.now()), irq: 0 },
      })),
    availableParallelism: cores,
    totalmem: total,
    freemem: total,
    loadavg: () => [0, 0, 0],
    uptime: () => runtime.now() / 1000,
    platform: () => 'linux',
    type: () => 'Linux',
    release: () => '6.0.0',
    version: () => 'simulated',
    arch: () => 'x64',
    machine: () => 'x86_64',
    endianness: () => 'LE',
    tmpdir: () => '/tmp',
    homedir: () => '/root',
    networkInterfaces: () => ({}),
    userInfo: () => ({ uid: 0, gid: 0, username: 'root', homedir: '/root', shell: '/bin/sh' }),
    EOL: '\n',
    devNull: '/dev/null',
    constants: {
      signals: SIGNALS,
      errno: errorNumbers(),
    },
  };
  return { ...named, default: named };
};
