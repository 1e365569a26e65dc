/** Read by `integrations/search.ts`, in a build and while dev runs; not shipped. */
import type { APIRoute } from 'astro';
import { searchSource } from '../course/search-records.ts';

export const GET: APIRoute = async () => Response.json(await searchSource());
