/**
 * A process, as a library: bundled to text that defines `GuestLibrary`, for Workers of processes and
 * for the kernel's.
 */
export { installGlobals } from '../guest/globals.ts';
export { closeRealm } from '../guest/realm.ts';
export { Guest } from '../guest/main.ts';
