/** What runs in the sandboxed frame: starts the kernel's Worker, and hands it the page's port. */

/** The bundled text of `browser-kernel.ts`, put here by `bundle.ts`. */
declare const KERNEL_SCRIPT: string;

const kernel = new Worker(
  URL.createObjectURL(new Blob([KERNEL_SCRIPT], { type: 'text/javascript' })),
);

addEventListener('message', (event: MessageEvent<unknown>) => {
  const port = event.ports[0];
  if (event.source !== parent || event.data !== 'zero:connect' || !port) return;
  kernel.postMessage(null, [port]);
});

// The page waits for this before it sends the port. It cannot name an origin: ours is opaque.
parent.postMessage('zero:ready', '*');
