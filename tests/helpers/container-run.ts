/** The part of `container-page.ts` that runs in the page. */
import { ContainerError } from '../../src/engine/webcontainer/container-error.ts';
import type { Deadlines } from '../../src/engine/webcontainer/deadlines.ts';
import { openContainer } from '../../src/engine/webcontainer/open.ts';
import type { ContainerHost } from '../../src/engine/webcontainer/host.ts';
import type { ContainerProcess } from '../../src/engine/webcontainer/process.ts';

/** What is done with a container, one after the other; a name is a process's. */
export type Do =
  | { readonly write: Readonly<Record<string, string>> }
  | {
      readonly spawn: readonly string[];
      readonly name: string;
      readonly env?: Record<string, string>;
    }
  /** Until this text was written. */
  | { readonly until: string; readonly name: string }
  | { readonly kill: string }
  | { readonly exit: string }
  | { readonly shell: string }
  | { readonly type: string; readonly name: string }
  | { readonly died: true };

export interface ContainerTry {
  readonly host: string;
  readonly apiKey?: string;
  readonly deadlines?: Partial<Deadlines>;
  readonly story: readonly Do[];
}

export interface ContainerTrial {
  /** Why it could not be had, or what failed first. */
  readonly failure?: string;
  readonly message?: string;
  readonly steps: readonly string[];
  readonly output: Readonly<Record<string, string>>;
  readonly exits: Readonly<Record<string, unknown>>;
  readonly died?: string;
  /** Frames that are still in the page. */
  readonly frames: number;
  /** ms that the boot took, and all of it. */
  readonly bootMs: number;
  readonly ms: number;
}

Object.assign(globalThis, {
  async containerRun({ story, ...settings }: ContainerTry): Promise<ContainerTrial> {
    const began = performance.now();
    let bootMs = 0;
    const steps: string[] = [];
    const output: Record<string, string> = {};
    const exits: Record<string, unknown> = {};
    const seen = new EventTarget();
    const processes = new Map<string, ContainerProcess>();
    let host: ContainerHost | undefined;
    let died: string | undefined;
    let failed: Error | undefined;
    const started = (name: string, process: ContainerProcess): void => {
      processes.set(name, process);
      output[name] = '';
      process.onOutput((_, text) => {
        output[name] += text;
        seen.dispatchEvent(new Event('output'));
      });
    };
    const until = (name: string, text: string): Promise<void> =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!output[name]?.includes(text)) return;
          seen.removeEventListener('output', look);
          resolve();
        };
        seen.addEventListener('output', look);
        look();
      });
    try {
      host = await openContainer(
        { frameUrl: '/engine/container.html', ...settings },
        { onStep: (step) => steps.push(step) },
      ).finally(() => {
        bootMs = performance.now() - began;
      });
      void host.died.then((reason) => {
        died = reason;
      });
      for (const act of story) {
        if ('write' in act) await host.write(act.write);
        else if ('spawn' in act)
          started(act.name, await host.spawn({ args: act.spawn, env: act.env ?? {} }));
        else if ('shell' in act) started(act.shell, await host.shell({ cols: 80, rows: 24 }));
        else if ('type' in act) processes.get(act.name)!.write(act.type);
        else if ('until' in act) await Promise.race([until(act.name, act.until), host.died]);
        else if ('kill' in act) await processes.get(act.kill)!.kill('SIGKILL');
        else if ('exit' in act) exits[act.exit] = await processes.get(act.exit)!.exit;
        else await host.died;
      }
    } catch (error) {
      failed = error as Error;
    }
    const cause = failed instanceof ContainerError ? failed : failed?.cause;
    const trial = {
      failure: cause instanceof ContainerError ? cause.failure : failed && 'error',
      message: failed?.message,
      steps,
      output,
      exits,
      died,
      bootMs,
    };
    await host?.dispose();
    return {
      ...trial,
      frames: document.querySelectorAll('iframe').length,
      ms: performance.now() - began,
    };
  },
});
