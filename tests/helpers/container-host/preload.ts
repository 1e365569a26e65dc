/**
 * Runs first in every process of the stand-in. Tells of each port that opens and closes, and ends the
 * process when the stand-in is gone: the other end of file descriptor 3 is its own.
 */
import { tracingChannel } from 'node:diagnostics_channel';
import { Socket, type AddressInfo, type Server } from 'node:net';

const line = new Socket({ fd: 3 });
line.on('close', () => process.exit(137)).on('error', () => process.exit(137));
line.resume().unref();

const portOf = (server: Server): number | undefined =>
  (server.address() as AddressInfo | null)?.port;

tracingChannel<string, { server: Server }>('net.server.listen').asyncEnd.subscribe((message) => {
  const { server } = message as { server: Server };
  const port = portOf(server);
  if (port === undefined) return;
  line.write(`open ${port}\n`);
  server.once('close', () => line.write(`close ${port}\n`));
});
