/**
 * A process, as a library: bundled to text that defines `GuestLibrary`. A Worker of a process runs
 * it once; the kernel's thread runs it anew for every process that shares it, so that none sees
 * another's modules.
 */
export { closeRealm, installGlobals } from '../guest/globals.ts';
export { Guest } from '../guest/main.ts';
