/** The names that the editor completes. */
import type { APIRoute } from 'astro';
import { vocabulary } from './_support.ts';

export const GET: APIRoute = async () => Response.json(await vocabulary());
