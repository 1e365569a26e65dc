/**
 * What runs in the frame: the runtime's client, and nothing that decides. Deadlines and their
 * consequences are the page's, which removes the whole document when something hangs.
 */
import type { WebContainer, WebContainerProcess } from '@webcontainer/api';
import type { Files } from '../contract.ts';
import { onThisComputer } from './loopback.ts';
import {
  CONNECT,
  type BootRequest,
  type FrameReady,
  type FromFrame,
  type Request,
  type SpawnRequest,
  type ToFrame,
} from './protocol.ts';
import { treeOf } from './tree.ts';

/** Name of the folder that everything starts in. */
const WORKDIR = 'lab';

let container: WebContainer | undefined;
const processes = new Map<number, WebContainerProcess>();
const inputs = new Map<number, WritableStreamDefaultWriter<string>>();
const folders = new Set<string>();

addEventListener('message', (event: MessageEvent<unknown>) => {
  const port = event.ports[0];
  if (event.source !== parent || event.origin !== location.origin) return;
  if (event.data !== CONNECT || !port) return;
  const post = (message: FromFrame): void => port.postMessage(message);
  port.onmessage = ({ data }: MessageEvent<ToFrame>) => receive(data, post);
});

function receive(message: ToFrame, post: (message: FromFrame) => void): void {
  switch (message.kind) {
    case 'ask':
      answer(message.request, post).then(
        () => post({ kind: 'done', id: message.id }),
        (error: unknown) => post({ kind: 'failed', id: message.id, message: words(error) }),
      );
      return;
    case 'kill':
      processes.get(message.process)?.kill();
      return;
    case 'input':
      // One that has ended reads no more.
      inputs
        .get(message.process)
        ?.write(message.text)
        .catch(() => undefined);
      return;
    case 'resize':
      processes.get(message.process)?.resize({ ...message.size });
      return;
  }
}

async function answer(request: Request, post: (message: FromFrame) => void): Promise<void> {
  if (request.op === 'boot') {
    await boot(request, post);
    return;
  }
  if (!container) throw new Error('It was not started.');
  switch (request.op) {
    case 'write':
      await write(container, request.files);
      return;
    case 'folder':
      await container.fs.mkdir(request.path, { recursive: true });
      return;
    case 'spawn':
      await spawn(container, request, post);
      return;
    case 'probe':
      await container.fs.readdir('/');
      return;
    case 'teardown':
      container.teardown();
      return;
  }
}

async function boot(
  { apiKey, host }: BootRequest,
  post: (message: FromFrame) => void,
): Promise<void> {
  if (host !== undefined && onThisComputer(location.hostname)) {
    // The client reads it when it is first evaluated, which is below.
    Object.assign(globalThis, { WEBCONTAINER_API_IFRAME_URL: host });
  }
  const api = await import('@webcontainer/api');
  if (apiKey !== undefined) api.configureAPIKey(apiKey);
  const started = await api.WebContainer.boot({ coep: 'require-corp', workdirName: WORKDIR });
  // The first call to the file system is slow, and part of starting.
  await started.fs.readdir('/');
  container = started;
  container.on('error', ({ message }) => post({ kind: 'trouble', message }));
}

async function write(runtime: WebContainer, files: Files): Promise<void> {
  const paths = Object.keys(files);
  const [path = ''] = paths;
  if (paths.length > 1) {
    // One call for all of them, however many there are.
    await runtime.mount(treeOf(files));
    return;
  }
  const { fs } = runtime;
  const folder = path.replace(/\/?[^/]*$/, '');
  if (folder !== '' && !folders.has(folder)) {
    await fs.mkdir(folder, { recursive: true });
    folders.add(folder);
  }
  const text = files[path] ?? '';
  try {
    // Whoever reads it meanwhile gets the old one or the new one, whole.
    await fs.writeFile(`${path}.new`, text);
    await fs.rename(`${path}.new`, path);
  } catch {
    await fs.writeFile(path, text);
  }
}

async function spawn(
  runtime: WebContainer,
  { process, command, args, env, cwd, terminal }: SpawnRequest,
  post: (message: FromFrame) => void,
): Promise<void> {
  const options = { env, cwd, terminal: terminal && { ...terminal } };
  const started = await runtime.spawn(command, [...args], options);
  processes.set(process, started);
  inputs.set(process, started.input.getWriter());
  void pump(started.output, (text) => post({ kind: 'output', process, text })).then(() =>
    post({ kind: 'closed', process }),
  );
  const ended = (code: number): void => {
    processes.delete(process);
    inputs.delete(process);
    post({ kind: 'exit', process, code });
  };
  started.exit.then(ended, (error: unknown) => post({ kind: 'trouble', message: words(error) }));
}

async function pump(stream: ReadableStream<string>, take: (text: string) => void): Promise<void> {
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    take(value);
  }
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

// Whoever opened this document is of the same origin, and knows it.
parent.postMessage(
  {
    kind: 'container:ready',
    isolated: crossOriginIsolated && typeof SharedArrayBuffer === 'function',
  } satisfies FrameReady,
  location.origin,
);
