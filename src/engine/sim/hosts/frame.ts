/** What runs in the sandboxed frame: makes the kernel's Worker and those it asks for, and hands the kernel the page's port. */
import type { ToDocument, ToKernel, ToWorker, WorkerKind } from './frame-messages.ts';
import { workScript } from './work.ts';

/** Texts that stand beside this script, each in an element of its own (`frame.html.ts`). */
const text = (id: 'library' | 'process' | 'kernel'): string =>
  document.getElementById(id)?.textContent ?? '';

function scriptUrl(...parts: readonly string[]): string {
  return URL.createObjectURL(new Blob([...parts], { type: 'text/javascript' }));
}

const kernel = new Worker(scriptUrl('(()=>{', text('library'), text('kernel'), '})()'));
const scripts: Readonly<Record<WorkerKind, string>> = {
  process: scriptUrl('(()=>{', text('library'), text('process'), '})()'),
  work: scriptUrl(workScript('onmessage=({data:{port}})=>port.onmessage=', 'port.postMessage')),
};

/** A Worker that has loaded its script and waits for a process. */
let spare: Worker | null = null;

function takeWorker(kind: WorkerKind): Worker {
  if (kind !== 'process') return newWorker(kind);
  const worker = spare ?? newWorker(kind);
  spare = newWorker(kind);
  return worker;
}

/** Its kind is its name, for developer tools. */
function newWorker(kind: WorkerKind): Worker {
  return new Worker(scripts[kind], { name: kind });
}

const workers = new Map<number, Worker>();

function tell(message: ToKernel, ...ports: MessagePort[]): void {
  kernel.postMessage(message, ports);
}

kernel.onmessage = ({ data, ports }: MessageEvent<ToDocument>) => {
  const { id } = data;
  if (data.k === 'end') {
    workers.get(id)?.terminate();
    workers.delete(id);
    return;
  }
  const worker = takeWorker(data.kind);
  worker.onerror = (event) => {
    event.preventDefault();
    tell({ k: 'died', id, reason: event.message });
  };
  const port = ports[0]!;
  worker.postMessage({ port, tasks: data.tasks } satisfies ToWorker, [port]);
  workers.set(id, worker);
};

addEventListener('message', (event: MessageEvent<unknown>) => {
  const port = event.ports[0];
  if (event.source !== parent || event.data !== 'zero:connect' || !port) return;
  tell({ k: 'page' }, port);
});

// The page waits for this before it sends the port. It cannot name an origin: ours is opaque.
parent.postMessage('zero:ready', '*');
