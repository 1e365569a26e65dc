/**
 * On this computer alone, which is where tests and developers are, another host may stand in for the
 * runtime's. No address of the public web is any of these names.
 */
export const onThisComputer = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
