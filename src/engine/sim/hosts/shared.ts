/**
 * Processes that share one thread with each other and with the kernel: no message to them crosses a
 * thread, so they are many times faster than in Workers of their own. For vetted files alone, as
 * one endless loop would hold them all.
 *
 * They share a realm too. One window runs at a time, to its end, and meanwhile the realm's globals
 * are that process's.
 */
import type { ProcessGlobals } from '../guest/globals.ts';
import type { GuestHost } from '../guest/main.ts';
import type { ProcessPort } from '../host.ts';
import type { ToProcess, WindowResult } from '../protocol.ts';
import { ownCopy } from './copy.ts';
import { CurrentGlobals } from './current-globals.ts';
import type * as Library from './guest-library.ts';

export type GuestLibrary = typeof Library;

export type SharedThreadSetup = Pick<GuestLibrary, 'Guest' | 'closeRealm'> &
  Pick<GuestHost, 'macrotask' | 'settled' | 'evaluate' | 'library' | 'pathOf'>;

interface Member {
  guest: InstanceType<GuestLibrary['Guest']> | null;
  globals: ProcessGlobals | null;
  over: boolean;
  unhandled: (reason: unknown) => void;
  readonly onReply: (result: WindowResult) => void;
  readonly onDeath: (reason: string) => void;
}

export class SharedThread {
  readonly #setup: SharedThreadSetup;
  readonly #waiting: { readonly member: Member; readonly message: ToProcess }[] = [];
  /** Whose window runs. */
  #current: Member | null = null;
  readonly #globals = new CurrentGlobals();

  /** Takes the ways out of this realm: whoever needs one has to keep it, first. */
  constructor(setup: SharedThreadSetup) {
    this.#setup = setup;
    setup.closeRealm();
  }

  spawn(onReply: Member['onReply'], onDeath: Member['onDeath']): ProcessPort {
    const member: Member = {
      guest: null,
      globals: null,
      over: false,
      unhandled: () => {},
      onReply,
      onDeath,
    };
    return {
      post: (message) => {
        this.#waiting.push({ member, message });
        if (!this.#current) this.#next();
      },
      // Its window, if one runs, goes on to its end unheard.
      terminate: () => {
        member.over = true;
      },
    };
  }

  /** A rejection that nobody handled: it is of the process whose window runs. */
  rejected(reason: unknown): void {
    this.#current?.unhandled(reason);
  }

  /** An error in a listener of the platform's, outside of any event of a process: it ends that. */
  failed(message: string): void {
    this.#current?.onDeath(message);
  }

  #next(): void {
    const next = this.#waiting.shift();
    if (!next) return;
    const { member, message } = next;
    if (member.over) {
      this.#next();
      return;
    }
    this.#current = member;
    if (member.globals) this.#globals.use(member.globals);
    else this.#begin(member);
    member.guest!.receive(ownCopy(message));
  }

  #begin(member: Member): void {
    const { Guest, ...host } = this.#setup;
    // What a process keeps of the platform must be the platform's own.
    this.#globals.usePlatform();
    member.guest = new Guest({
      ...host,
      install: (globals) => {
        member.globals = globals;
        this.#globals.name(globals);
        this.#globals.use(globals);
      },
      reply: (result) => {
        this.#current = null;
        if (!member.over) member.onReply(result);
        if (!this.#current) this.#next();
      },
      onUnhandledRejection: (report) => {
        member.unhandled = report;
      },
    });
  }
}
