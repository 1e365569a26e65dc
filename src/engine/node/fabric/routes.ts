/**
 * Ports by which machines reach each other: one for each direction of each link, so that who calls whom
 * is known by the port alone, and one for each machine for names that no link leads to.
 */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { FabricPlan, Routes } from '../messages.ts';

/** Whom a port leads to: null where the request itself has to say. */
export type Serve = (socket: Socket, from: string, to: string | null) => void;

/** By machine, the routes that it has. */
export async function openRoutes(
  plan: FabricPlan,
  serve: Serve,
): Promise<Readonly<Record<string, Routes>>> {
  const { machines, links } = plan;
  const linked = new Set(links.flatMap(({ from, to }) => [`${from}>${to}`, `${to}>${from}`]));
  const open = async (from: string, to: string | null): Promise<number> => {
    // A half that is closed says nothing of the other.
    const server = createServer({ allowHalfOpen: true }, (socket) => serve(socket, from, to));
    await listening(server);
    return (server.address() as AddressInfo).port;
  };
  const routesOf = async ({ id: from }: FabricPlan['machines'][number]) => {
    const nowhere = await open(from, null);
    const all = machines.map(async ({ id: to, port: called }) => {
      const leads = to === from || linked.has(`${from}>${to}`);
      return [to, { called, port: leads ? await open(from, to) : nowhere }] as const;
    });
    return [from, Object.fromEntries(await Promise.all(all))] as const;
  };
  return Object.fromEntries(await Promise.all(machines.map(routesOf)));
}

function listening(server: Server): Promise<void> {
  return new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', done);
  });
}
