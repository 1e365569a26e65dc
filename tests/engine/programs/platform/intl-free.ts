// What a locale or a time zone must not change.
const date = new Date(Date.UTC(2026, 2, 29, 13, 5, 9, 7));
console.log(date.toISOString(), date.getHours(), date.getTimezoneOffset(), date.toString());
console.log(date.toJSON(), date.toUTCString(), date.valueOf(), new Date(2026, 0, 1).getTime());
console.log(Date.parse('2026-03-29'), Date.parse('2026-03-29T10:00'), Date.parse('nonsense'));
console.log((1234567.891).toString(), (0.1 + 0.2).toFixed(20), (255).toString(16), 1e21.toString());
console.log(parseFloat('1e3x'), Number(''), Number(' 12 '), Number('0x1f'), Number('1_000'));
console.log(['b', 'a', 'C', 'ä'].sort(), 'ß'.toUpperCase(), 'Å'.normalize('NFD').length);
console.log(new Date(Number.NaN).getTime(), String(new Date(Number.NaN)), date < new Date(8.64e15));
const copy = new Date(date);
copy.setMonth(12);
console.log(copy.toISOString(), new Date(2024, 1, 30).toDateString());
