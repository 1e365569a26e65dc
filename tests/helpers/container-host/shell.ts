/**
 * `jsh` of the stand-in: reads lines as a terminal in cooked mode gives them, echoes what is typed,
 * and runs each line by the system's shell. It knows `cd` and `exit`.
 */
import { resolve } from 'node:path';
import type { Running } from './machine.ts';

export interface ShellParts {
  readonly folder: string;
  /** What `~` is. */
  readonly home: string;
  readonly write: (bytes: Buffer) => void;
  readonly ended: (code: number) => void;
  readonly start: (line: string, folder: string, ended: (code: number) => void) => Running;
}

export function shell({ folder, home, write, ended, start }: ShellParts): Running {
  let at = folder;
  let line = '';
  let child: Running | undefined;
  let over = false;
  const say = (text: string): void => write(Buffer.from(text));
  const prompt = (): void => say(`${at.startsWith(home) ? `~${at.slice(home.length)}` : at}\r\n> `);

  function end(code: number): void {
    if (over) return;
    over = true;
    child?.kill();
    ended(code);
  }

  function enter(): void {
    const command = line.trim();
    line = '';
    const [word, where] = command.split(/\s+/);
    if (word === 'exit') end(0);
    else if (word === 'cd') {
      at = resolve(at, where ?? home);
      prompt();
    } else if (command === '') prompt();
    else {
      child = start(command, at, (code) => {
        child = undefined;
        if (over) return;
        if (code === 127) say(`jsh: command not found: ${word}\r\n`);
        prompt();
      });
    }
  }

  prompt();
  return {
    write(text) {
      for (const key of text) {
        if (key === '\u0003') {
          say('^C\r\n');
          if (child) child.kill();
          else prompt();
          line = '';
        } else if (child) child.write(key === '\r' ? '\n' : key);
        else if (key === '\r') {
          say('\r\n');
          enter();
        } else if (key === '\u007f') {
          if (line !== '') say('\b \b');
          line = line.slice(0, -1);
        } else if (key >= ' ') {
          line += key;
          say(key);
        }
      }
    },
    kill: () => end(137),
  };
}
