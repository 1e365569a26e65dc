/**
 * Processes that share one thread with each other and with the kernel: no message to them crosses a
 * thread, so they are many times faster than in Workers of their own. For vetted files alone, as
 * one endless loop would hold them all.
 *
 * They share a realm too. One window runs at a time, to its end, and the realm's globals are that
 * process's meanwhile.
 */
import type { ProcessGlobals } from '../guest/globals.ts';
import type { GuestHost } from '../guest/main.ts';
import type { ProcessPort } from '../host.ts';
import type { ToProcess, WindowResult } from '../protocol.ts';
import { ownCopy } from './copy.ts';
import type * as Library from './guest-library.ts';

export type GuestLibrary = typeof Library;

export interface SharedThreadSetup extends Pick<GuestHost, 'macrotask' | 'evaluate' | 'pathOf'> {
  /** Runs the library's text anew: its modules belong to one process. */
  readonly library: () => GuestLibrary;
}

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
  /** What the platform had where processes have their own. */
  #platform: ProcessGlobals | null = null;
  #install: GuestLibrary['installGlobals'] | null = null;

  constructor(setup: SharedThreadSetup) {
    this.#setup = setup;
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
    if (member.globals) this.#install!(member.globals);
    else this.#begin(member);
    member.guest!.receive(ownCopy(message));
  }

  #begin(member: Member): void {
    const { library, ...host } = this.#setup;
    // What the library keeps of the platform must be the platform's own.
    if (this.#platform) this.#install!(this.#platform);
    const { Guest, closeRealm, installGlobals } = library();
    closeRealm();
    this.#install = installGlobals;
    member.guest = new Guest({
      ...host,
      // Browsers report rejections on a task that was queued after ours.
      settled: host.macrotask,
      install: (globals) => {
        this.#platform ??= platformBeneath(globals);
        member.globals = globals;
        installGlobals(globals);
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

function platformBeneath({ values }: ProcessGlobals): ProcessGlobals {
  const realm = globalThis as Record<string, unknown>;
  return {
    values: Object.fromEntries(Object.keys(values).map((name) => [name, realm[name]])),
    random: Math.random,
  };
}
