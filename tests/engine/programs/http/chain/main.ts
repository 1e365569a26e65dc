const base = process.env['LB_URL'] ?? '';
for (let i = 0; i < 4; i++) {
  const answer = await fetch(`${base}/item/${i}?q=${i}`, { headers: { 'x-request-id': `r${i}` } });
  console.log(answer.status, answer.headers.get('x-served-by'), await answer.text());
}
const posted = await fetch(`${base}/orders`, { method: 'POST', body: JSON.stringify({ n: 2 }) });
console.log(posted.status, await posted.json());
const missing = await fetch(`${base}/missing`);
console.log(missing.status, await missing.text());
process.exit(0);
