const then = new Date(Date.UTC(2024, 1, 29, 13, 5, 9, 42));
console.log(then.getFullYear(), then.getMonth(), then.getDate(), then.getDay(), then.getHours(), then.getMinutes(), then.getSeconds(), then.getMilliseconds());
console.log(String(then), '|', then.toDateString(), '|', then.toTimeString(), '|', then.toISOString(), '|', then.toUTCString());
console.log(then.toLocaleString(), '|', then.toLocaleDateString(), '|', then.toLocaleTimeString(), '|', then.toLocaleDateString('de-DE', { weekday: 'long' }));
console.log(new Date(2024, 0, 31, 12).toISOString(), new Date(99, 0).getFullYear(), new Date('2024-03-10').getTime(), new Date('2024-03-10T10:00').toISOString(), new Date('2024-03-10T10:00:00+02:00').toISOString());
console.log(new Date('Mar 10, 2024 10:00').toISOString(), Date.parse('Thu, 01 Jan 1970 00:00:10 GMT'), new Date('nonsense').getTime(), String(new Date(NaN)), new Date(NaN).getTimezoneOffset());
const moved = new Date(then);
moved.setHours(25, 0, 0, 0);
moved.setMonth(12);
console.log(moved.toISOString(), moved.getTimezoneOffset(), moved > then, new Date(then.getTime()).valueOf() === +then, JSON.stringify({ then }));
console.log(new Intl.DateTimeFormat().resolvedOptions().timeZone, new Intl.DateTimeFormat().format(then), new Intl.NumberFormat().resolvedOptions().locale, Intl.DateTimeFormat('fr').format(then));
console.log((1234567.891).toLocaleString(), (12n ** 9n).toLocaleString(), [1234.5, then].toLocaleString(), ['z', 'ä', 'a'].sort((a, b) => a.localeCompare(b)));
console.log(new Intl.DateTimeFormat('en', { dateStyle: 'full', timeZone: 'Asia/Tokyo' }).format(then), new Intl.PluralRules().select(1), new Intl.DateTimeFormat() instanceof Intl.DateTimeFormat);
class Stamp extends Date {
  short(): string {
    return this.toISOString().slice(0, 10);
  }
}
console.log(new Stamp(2024, 5, 1).short(), new Stamp(0) instanceof Date, Object.prototype.toString.call(then), typeof Date.now(), Date.length, typeof Date());
