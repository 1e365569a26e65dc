/** The in-page engine under Node: the same kernel, processes in `worker_threads`. For tests and grading. */
import { Worker } from 'node:worker_threads';
import type { BootOptions, BootPlan, Engine, Session } from '../../contract.ts';
import type { KernelHost, ProcessPort } from '../host.ts';
import type { WindowResult } from '../protocol.ts';
import { SIM_CAPABILITIES, SimSession } from '../session.ts';

const PROCESS = new URL('./node-process.ts', import.meta.url);

const host: KernelHost = {
  wallClock: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  spawn: (onReply, onDeath): ProcessPort => {
    const worker = new Worker(PROCESS, { stdout: false, stderr: false, env: {} });
    worker.on('message', (result: WindowResult) => onReply(result));
    worker.on('error', (error) => onDeath(error.message));
    return {
      post: (message) => worker.postMessage(message),
      terminate: () => void worker.terminate(),
    };
  },
};

/** Virtual time, unpaced by default; `dispose` every session, or its Workers keep Node alive. */
export const nodeEngine: Engine = {
  id: 'in-page-node',
  capabilities: SIM_CAPABILITIES,
  boot: (plan: BootPlan, options: BootOptions = {}): Promise<Session> => SimSession.boot(plan, options, host),
};
