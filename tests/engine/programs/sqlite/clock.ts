// SQL's own clock is the process's.
import { DatabaseSync } from 'node:sqlite';

const db = new DatabaseSync(':memory:');
const now = db.prepare("SELECT unixepoch('subsec') * 1000 AS ms, datetime('now') AS text, CURRENT_DATE AS day");
const { ms, text, day } = now.get();
console.log(Math.abs(ms - Date.now()) < 1000, text.slice(0, 10) === day, day === new Date(ms).toISOString().slice(0, 10));
await new Promise((resolve) => setTimeout(resolve, 80));
const later = now.get().ms - ms;
console.log(later >= 70, later < 1000);
