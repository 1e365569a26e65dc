/** What runs in the terminal's frame: xterm.js, in the colours of the course's tokens. */
import { FitAddon } from '@xterm/addon-fit';
import { Terminal, type ITheme } from '@xterm/xterm';
import { HELLO, type FromTerminal, type ToTerminal } from './wire.ts';

const box = document.getElementById('terminal')!;
const probe = document.getElementById('probe')!;

/** A token's colour as the browser computes it here. */
const colour = (token: string): string => {
  probe.style.color = `var(--${token})`;
  return getComputedStyle(probe).color;
};

/** The sixteen colours of a terminal, from roles that are told apart in both themes. */
const theme = (): ITheme => ({
  background: colour('card'),
  foreground: colour('ink'),
  cursor: colour('accent'),
  cursorAccent: colour('card'),
  selectionBackground: colour('grid-2'),
  black: colour('ink'),
  red: colour('failed'),
  green: colour('role-web'),
  yellow: colour('slow'),
  blue: colour('accent'),
  magenta: colour('role-balancer'),
  cyan: colour('role-database'),
  white: colour('ink-2'),
  brightBlack: colour('ink-3'),
  brightRed: colour('failed'),
  brightGreen: colour('role-web'),
  brightYellow: colour('slow'),
  brightBlue: colour('accent'),
  brightMagenta: colour('role-balancer'),
  brightCyan: colour('role-database'),
  brightWhite: colour('ink'),
});

const terminal = new Terminal({
  theme: theme(),
  fontFamily: getComputedStyle(box).fontFamily,
  fontSize: 12.5,
  lineHeight: 1.35,
  // Whatever a program paints on whatever ground can be read.
  minimumContrastRatio: 4.5,
  cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches,
  scrollback: 2_000,
});
const fit = new FitAddon();
terminal.loadAddon(fit);
terminal.open(box);
terminal.textarea?.setAttribute('aria-describedby', 'leave');

// Tab is the shell's, for it completes names; after Escape it is the browser's, and leaves.
let leaving = false;
terminal.attachCustomKeyEventHandler((event) => {
  if (event.type !== 'keydown') return true;
  if (event.key === 'Tab') return !leaving;
  if (event.key !== 'Shift') leaving = event.key === 'Escape';
  return true;
});
terminal.textarea?.addEventListener('blur', () => {
  leaving = false;
});

function receive(message: ToTerminal): void {
  switch (message.kind) {
    case 'show':
      terminal.write(message.text);
      return;
    case 'theme':
      if (message.theme === undefined) delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = message.theme;
      terminal.options.theme = theme();
      return;
    case 'spoken':
      terminal.options.screenReaderMode = message.on;
      return;
    case 'clear':
      terminal.reset();
      return;
    case 'focus':
      terminal.focus();
      return;
  }
}

function connect(port: MessagePort): void {
  const post = (message: FromTerminal): void => port.postMessage(message);
  port.onmessage = ({ data }: MessageEvent<ToTerminal>) => receive(data);
  terminal.onData((text) => post({ kind: 'typed', text }));
  terminal.onResize(({ cols, rows }) => post({ kind: 'size', size: { cols, rows } }));
  new ResizeObserver(() => fit.fit()).observe(box);
  fit.fit();
  post({ kind: 'size', size: { cols: terminal.cols, rows: terminal.rows } });
}

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  terminal.options.theme = theme();
});

addEventListener('message', (event: MessageEvent<unknown>) => {
  const port = event.ports[0];
  if (event.source !== parent || event.origin !== location.origin) return;
  if (event.data === HELLO && port) connect(port);
});
// Letters are measured once: with the font that they will have.
void document.fonts
  .load('12.5px "Martian Mono"')
  .catch(() => undefined)
  .then(() => parent.postMessage(HELLO, location.origin));
