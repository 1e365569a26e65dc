/** A shell in a WebContainer, as the contract has it. */
import type { Terminal, TerminalSize } from '../contract.ts';
import type { ContainerHost } from './host.ts';

/** @throws HostError when it did not start in time */
export async function openTerminal(host: ContainerHost, size: TerminalSize): Promise<Terminal> {
  const shell = await host.shell(size);
  const listeners = new Set<(text: string) => void>();
  const early: string[] = [];
  shell.onOutput((_, text) => {
    if (listeners.size === 0) early.push(text);
    for (const listener of listeners) listener(text);
  });
  return {
    write: (text) => shell.write(text),
    resize: (next) => shell.resize(next),
    onData(listener) {
      listeners.add(listener);
      for (const text of early.splice(0)) listener(text);
      return () => listeners.delete(listener);
    },
    ended: shell.exit.then(() => undefined),
    close: () => shell.kill('SIGKILL'),
  };
}
