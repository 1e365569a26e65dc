/** The in-page engine under Node: the same kernel, processes in `worker_threads`. For tests and grading. */
import { Worker } from 'node:worker_threads';
import type { BootOptions, BootPlan, Engine, Session } from '../../contract.ts';
import type { KernelHost, ProcessPort } from '../host.ts';
import type { WindowResult } from '../protocol.ts';
import { compile } from '../compile.ts';
import { SIM_CAPABILITIES } from '../session-capabilities.ts';
import { SimSession } from '../session.ts';
import { bundleNodeProcess } from './bundle.ts';
import { sqliteOnNode } from './node-sqlite.ts';
import { workScript } from './work.ts';

/** What one process may keep, and what is said of one that wants more. */
const HEAP_MB = 512;
const OUT_OF_MEMORY =
  'it ran out of memory. Keep less: does a list or a map grow with every request?';

/** One script for every Worker: loading the sources anew in each takes far longer. */
let script: Promise<string> | null = null;

let worker: Worker | null = null;

/** One Worker for all sessions; it does not keep Node alive. */
function afterWork(run: () => void): void {
  worker ??= new Worker(
    `const { parentPort } = require('node:worker_threads'); ${workScript("parentPort.on.bind(parentPort, 'message')", 'parentPort.postMessage')}`,
    { eval: true },
  );
  worker.unref();
  worker.once('message', run);
  worker.postMessage(0);
}

const hostWith = (code: string): KernelHost => ({
  afterWork,
  compile,
  sqlite: sqliteOnNode,
  wallClock: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  spawn: (onReply, onDeath): ProcessPort => {
    const worker = new Worker(code, {
      eval: true,
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    worker.on('message', (result: WindowResult) => onReply(result));
    worker.on('error', (error: Error & { code?: string }) =>
      onDeath(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? OUT_OF_MEMORY : error.message),
    );
    return {
      post: (message) => worker.postMessage(message),
      terminate: () => void worker.terminate(),
    };
  },
});

/** Virtual time, unpaced by default; `dispose` every session, or its Workers keep Node alive. */
export const nodeEngine: Engine = {
  id: 'in-page-node',
  capabilities: SIM_CAPABILITIES,
  async boot(plan: BootPlan, options: BootOptions = {}): Promise<Session> {
    script ??= bundleNodeProcess();
    return SimSession.boot(plan, options, hostWith(await script));
  },
};
