import { z } from 'astro/zod';
export const stageSchema = z.strictObject({
  id: z.string(), title: z.string(), broke: z.string(), roles: z.array(z.string()),
});
