/** What runs in the sandboxed frame: starts the kernel's Worker, and hands it the page's port. */

/** Texts that stand beside this script, each in an element of its own (`frame.html.ts`). */
const text = (id: string): string => document.getElementById(id)?.textContent ?? '';
const quoted = (id: string): string => JSON.stringify(text(id));

// In a block: what runs on the kernel's thread later finds no such names.
const script = [
  `{const LIBRARY_SCRIPT=${quoted('library')},PROCESS_SCRIPT=${quoted('process')};`,
  text('kernel'),
  '}',
];
const kernel = new Worker(URL.createObjectURL(new Blob(script, { type: 'text/javascript' })));

addEventListener('message', (event: MessageEvent<unknown>) => {
  const port = event.ports[0];
  if (event.source !== parent || event.data !== 'zero:connect' || !port) return;
  kernel.postMessage(null, [port]);
});

// The page waits for this before it sends the port. It cannot name an origin: ours is opaque.
parent.postMessage('zero:ready', '*');
