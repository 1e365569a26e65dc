/**
 * Runs first in every process of the stand-in. Tells of each port that opens and closes, and ends the
 * process when the stand-in is gone: the other end of file descriptor 3 is its own. Required and not
 * imported, for an import changes how Node loads the program.
 */
const { tracingChannel } = process.getBuiltinModule('node:diagnostics_channel');
const { Socket } = process.getBuiltinModule('node:net');

const line = new Socket({ fd: 3 });
const end = () => process.exit(137);
line.on('close', end).on('error', end);
line.resume().unref();

tracingChannel('net.server.listen').asyncEnd.subscribe(({ server }) => {
  const port = server.address()?.port;
  if (port === undefined) return;
  line.write(`open ${port}\n`);
  server.once('close', () => line.write(`close ${port}\n`));
});

// Programs that look find only their own modules.
delete require.cache[__filename];
